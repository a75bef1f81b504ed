"""The page on which somebody lets an application sign in, or not: plain HTML, no scripts."""

from __future__ import annotations

from html import escape

from hubdesk.localhub.people.cast import Person
from hubdesk.localhub.people.devices import Device

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 12vh auto; padding: 0 1rem; color: #1f2937; }
h1 { font-size: 1.4rem; } code { font-size: 1.2rem; letter-spacing: .1em; }
fieldset { border: 1px solid #d1d5db; border-radius: 8px; margin: 1rem 0; } label { display: block; padding: .2rem; }
input[type=text] { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; text-transform: uppercase; }
button { font: inherit; padding: .5rem 1.2rem; border-radius: 8px; border: 1px solid #9ca3af; background: #fff; }
button.yes { background: #1d4ed8; border-color: #1d4ed8; color: #fff; }
@media (prefers-color-scheme: dark) { body { background: #111827; color: #e5e7eb; } }
"""


def ask_for_code(wrong: str = "") -> str:
    """The page without a code, or with one that is not known."""
    told = f'<p role="alert">There is no sign-in with the code <b>{escape(wrong)}</b>, or it has ended.</p>'
    return _page(
        "Sign in a device",
        f"""{told if wrong else ""}
        <form method="get" action="/oauth/device">
        <label>The code that the application shows
        <input type="text" name="user_code" autocomplete="off" autofocus required maxlength="9"></label>
        <p><button class="yes">Continue</button></p></form>""",
    )


def ask_for_decision(device: Device, people: list[Person], value: str) -> str:
    """The page that shows who wants what; `value` proves that the form comes from it."""
    choices = "".join(
        f'<label><input type="radio" name="person" value="{escape(person.name)}"{" checked" if first else ""}> '
        f"{escape(person.name)} ({escape(person.fullname)})</label>"
        for first, person in ((each is people[0], each) for each in people)
    )
    return _page(
        "Sign in a device",
        f"""<p>The application <b>{escape(device.client)}</b> wants to use this practice Hub in your name:
        {escape(", ".join(device.scopes))}.</p>
        <p>Does it show this code? <code>{escape(device.user_code)}</code></p>
        <form method="post" action="/oauth/device/decision">
        <input type="hidden" name="user_code" value="{escape(device.user_code)}">
        <input type="hidden" name="form" value="{escape(value)}">
        <fieldset><legend>As whom?</legend>{choices}</fieldset>
        <button class="yes" name="decision" value="approve">Approve</button>
        <button name="decision" value="deny">Deny</button></form>""",
    )


def told(title: str, text: str) -> str:
    """A page with an outcome."""
    return _page(title, f'<p role="status">{escape(text)}</p>')


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} – practice Hub</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
