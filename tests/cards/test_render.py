"""Cards to HTML: what becomes of each thing that cards hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.html_watch import Watch
from hubdesk.cards.contrast import contrast, readable_color
from hubdesk.cards.highlight import _STYLES, highlighted
from hubdesk.cards.options import DARK, LIGHT, RenderOptions
from hubdesk.cards.render import render_card, to_safe_html

BASE = "https://huggingface.co/me/model/resolve/main/"


def text_of(html: str) -> str:
    return " ".join(Watch(html).words)


def render(markdown: str, **values: object) -> str:
    return render_card(markdown, RenderOptions(base_url=BASE, **values)).html  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>x",
        "<img src=x onerror=alert(1)>x",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "<a href='java\nscript:alert(1)'>x</a>",
        "[x](file:///etc/passwd)",
        "![x](file:///etc/passwd)",
        "![x](/etc/passwd)",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<iframe src=//evil></iframe>x",
        "<style>body{background:url(http://evil)}</style>x",
        "<div style='background:url(http://evil);color:red'>x</div>",
        "<p style='color:expression(alert(1))'>x</p>",
        "<svg><script>alert(1)</script></svg>x",
        "<math><mtext><img src=x onerror=alert(1)></mtext></math>x",
        "<form action=//evil><input name=a><button>x</button></form>",
        "<object data=x></object><embed src=x>x",
        "<hd-code n='0'></hd-code>x",
        "<a href='hd:copy/0'>x</a>",
        "<a href='hd:details/99999999'>x</a>",
        "<img src='hd:image/0'>x",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>x",
        "<plaintext>x",
        "<textarea><script>alert(1)</script></textarea>x",
        "<base href=//evil>x",
        "<meta http-equiv=refresh content='0;url=//evil'>x",
        "<!-- --><!DOCTYPE x [<!ENTITY y 'z'>]>x",
        "<table background=//evil><tr><td>x</td></tr></table>",
        "<a href='https://ok' target=_blank onclick=alert(1) ping=//evil>x</a>",
    ],
)
def test_nothing_dangerous_survives(attack: str) -> None:
    for html in (to_safe_html(attack), render(attack, interactive=True)):
        watch = Watch(html)
        assert watch.wrong == []
        assert "alert(1)" not in "".join(watch.links)
        assert not any(link.startswith("hd:") for link in watch.links)
        assert "evil" not in html


def test_front_matter_is_not_shown() -> None:
    assert text_of(to_safe_html("---\nlicense: mit\n---\n# Title")) == "Title"


def test_relative_links_lead_to_pages_and_images_to_bytes() -> None:
    html = render("[a](docs/x.md) ![b](img/y.png) [c](../other) [d](#there) <img src='/logo.png'>")
    assert 'href="https://huggingface.co/me/model/blob/main/docs/x.md"' in html
    assert 'src="https://huggingface.co/me/model/resolve/main/img/y.png"' in html
    assert 'href="#there"' in html
    assert 'src="https://huggingface.co/logo.png"' in html


def test_without_a_base_relative_links_are_text() -> None:
    html = to_safe_html("[a](docs/x.md) ![words](img/y.png)")
    assert Watch(html).links == []
    assert text_of(html) == "a words"


def test_headings_have_the_anchors_of_the_hub() -> None:
    html = to_safe_html("# How to use?\n# How to use?\n### 한국어 모델\n<h2>Raw</h2>")
    for anchor in ("how-to-use", "how-to-use-1", "한국어-모델", "raw"):
        assert f'id="{anchor}"' in html


def test_tables_align_and_nest_and_stay_bounded() -> None:
    html = to_safe_html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<td align="center"' in html
    assert '<td align="right"' in html
    nested = to_safe_html("<table><tr><td>" * 50 + "deep" + "</td></tr></table>" * 50)
    assert nested.count("<table") <= 4
    assert text_of(nested) == "deep"


def test_a_huge_table_ends_as_lines_with_every_word() -> None:
    rows = "\n".join(f"| left{n} | right{n} |" for n in range(5000))
    html = to_safe_html("| a | b |\n|-|-|\n" + rows)
    words = set(Watch(html).words)
    assert {f"left{n}" for n in range(5000)} <= words
    assert html.count("<td") < 5000


def test_a_span_cannot_grow_a_table() -> None:
    html = to_safe_html("<table><tr><td colspan=100000 rowspan=999999>x</td></tr></table>")
    assert 'colspan="40"' in html
    assert "rowspan" not in html


def test_task_list_and_checkbox() -> None:
    assert text_of(to_safe_html("- [x] done\n- [ ] todo")) == "☑\ufe0e done ☐\ufe0e todo"


def test_alerts_say_their_kind_in_the_given_language() -> None:
    html = to_safe_html("> [!WARNING]\n> careful")
    assert text_of(html) == "Warning careful"
    assert LIGHT.warn in html


def test_quotes_stop_nesting() -> None:
    html = to_safe_html("> " * 30 + "deep")
    assert html.count("<table") <= 4
    assert "deep" in text_of(html)


def test_details_fold_only_in_the_window() -> None:
    source = "<details><summary>More</summary>\n\nhidden **text**\n\n</details>\n<details open>\n\nshown\n\n</details>"
    assert text_of(to_safe_html(source)) == "More hidden text Details shown"
    card = render_card(source, RenderOptions(interactive=True))
    assert card.details == 2
    assert "hidden" not in card.html
    assert "shown" in card.html
    assert 'href="hd:details/0"' in card.html
    opened = render_card(source, RenderOptions(interactive=True, toggled=frozenset({0, 1})))
    assert "hidden" in opened.html
    assert "shown" not in opened.html


def test_numbers_of_details_do_not_depend_on_what_is_open() -> None:
    source = (
        "<details><summary>a</summary><details><summary>b</summary>x</details></details>"
        "<details><summary>c</summary>y</details>"
    )
    for toggled in (frozenset[int](), frozenset({0})):
        html = render_card(source, RenderOptions(interactive=True, toggled=toggled)).html
        assert f'hd:details/2" style="text-decoration:none;color:{LIGHT.text}">▸ <b>c</b>' in html


def test_code_can_be_copied_as_it_was_written() -> None:
    card = render_card("```python\nx = '<b>'\n\tif x: pass\n```\n\n    indented\n", RenderOptions(interactive=True))
    assert card.codes == ("x = '<b>'\n    if x: pass", "indented")
    assert 'href="hd:copy/1"' in card.html


def test_unknown_language_and_bad_lexers_stay_plain() -> None:
    assert highlighted("a < b", "no-such-language", dark=False) == "a &lt; b"
    assert "<span" not in highlighted("x = 1\n" * 10_000, "python", dark=False)
    assert "<span" in highlighted("x = 1", "python", dark=True)


@pytest.mark.parametrize("name", sorted(_STYLES))
def test_code_colours_can_be_read(name: str) -> None:
    light, dark, _ = _STYLES[name]
    assert contrast(light, LIGHT.code) >= 4.5
    assert contrast(dark, DARK.code) >= 4.5


def test_formulas_of_the_hub_and_no_others() -> None:
    card = render_card("$$x^2$$ and \\\\(a_b\\\\) but $5 and $6\n\n$$\na = b\n- c\n$$\n", RenderOptions())
    assert [image.alt for image in card.images] == ["x^2", "a_b", "a = b\n- c"]
    assert "$5 and $6" in card.html


def test_a_formula_that_cannot_be_drawn_is_shown_as_written() -> None:
    html = to_safe_html("$$" + "{" * 300 + "$$")
    assert "<code>{{{" in html


def test_mermaid_is_captioned_source() -> None:
    assert text_of(to_safe_html("```mermaid\ngraph TD; A-->B;\n```")) == "Diagram source graph TD; A-->B;"


def test_picture_follows_the_theme() -> None:
    source = (
        '<picture><source media="(prefers-color-scheme: dark)" srcset="dark.png 2x">'
        '<source media="(prefers-color-scheme: light)" srcset="light.png"><img src="plain.png"></picture>'
    )
    assert "light.png" in to_safe_html(source, base_url=BASE)
    dark = to_safe_html(source, base_url=BASE, dark=True)
    assert "dark.png" in dark
    assert "plain.png" not in dark
    fragment = "![a](a.png#gh-dark-mode-only)![b](b.png#gh-light-mode-only)"
    assert "b.png" in to_safe_html(fragment, base_url=BASE)
    assert "a.png" not in to_safe_html(fragment, base_url=BASE)


def test_image_sizes() -> None:
    card = render_card(
        '<img src="a.png" width="50%"><img src="b.png" width="4000" height="2000"><img src="c.png">'
        '<img src="d.png" style="width:120px">',
        RenderOptions(base_url=BASE, width=800),
    )
    assert [(image.width, image.height) for image in card.images] == [
        (400, None),
        (800, 400),
        (None, None),
        (120, None),
    ]


def test_images_in_the_window_have_names_of_their_own() -> None:
    card = render_card("![a](a.png)", RenderOptions(base_url=BASE, interactive=True))
    assert 'src="hd:image/0"' in card.html
    assert "huggingface.co" not in card.html
    assert card.images[0].url == BASE + "a.png"


def test_video_becomes_a_link() -> None:
    html = render('<video controls src="clip.mp4"></video>')
    assert 'href="https://huggingface.co/me/model/resolve/main/clip.mp4"' in html
    assert "Video: clip.mp4" in text_of(html)


def test_gallery_shows_the_widget_outputs() -> None:
    card = render_card(
        "---\nwidget:\n- text: a cat\n  output:\n    url: images/1.png\n- bad\n---\n<Gallery />",
        RenderOptions(base_url=BASE),
    )
    assert [image.url for image in card.images] == [BASE + "images/1.png"]
    assert text_of(card.html) == "a cat"


def test_words_in_angle_brackets_are_kept() -> None:
    assert text_of(to_safe_html("Use <mask> and <unk> here")) == "Use <mask> and <unk> here"


def test_colours_only_where_they_can_be_read() -> None:
    source = "<font color='black'>a</font> <span style='color:red'>b</span>"
    assert "#000000" in to_safe_html(source)
    assert "#000000" not in to_safe_html(source, dark=True)
    assert "#ff0000" in to_safe_html(source)
    assert readable_color("rgb(0, 0, 0)", "#ffffff") == "#000000"
    assert readable_color("var(--x)", "#ffffff") == ""


def test_lines_of_images_are_not_stretched() -> None:
    assert '<p style="line-height:100%"><img' in render("![a](a.png)")


def test_centred_blocks_centre_what_is_inside() -> None:
    html = render('<div align="center">\n\n<img src="a.png">\n\n| a |\n|---|\n| b |\n\n</div>')
    assert '<div align="center"' in html
    assert 'border="1" align="center"' in html


def test_long_lists_come_in_pieces_with_their_numbers() -> None:
    html = to_safe_html("\n".join(f"{n}. item{n}" for n in range(1, 1001)))
    assert html.count("<ol") == 3
    assert '<ol start="401">' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 20_000,
        "*a " * 10_000,
        "x" * 1_000_000,
        "word " * 100_000,
        ">" * 3000 + " a",
        "<div>" * 5_000 + "x",
        "<table><tr><td>" * 1_000 + "x",
        "![a](b.png)\n\n" * 2_000,
        "# a\n" * 4_000,
        "[^1] " * 1_000 + "\n\n[^1]: x",
        "$$ " * 20_000,
        "<details>" * 1_000,
        "&amp;" * 50_000,
        "\x00\ud800 \udfff\x1b[0m",
    ],
    ids=range(14),
)
def test_hostile_cards_end_in_bearable_time(hostile: str) -> None:
    began = time.monotonic()
    html = to_safe_html(hostile)
    assert Watch(html).wrong == []
    assert time.monotonic() - began < 20


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("<>/=\"'ab *_`#|-\n[](){}!$\\:;&\ud800\x00")) | st.characters(), max_size=300)
)
def test_any_text_renders(text: str) -> None:
    assert Watch(to_safe_html(text)).wrong == []


_TAGS = (
    "<div> </div> <table> <tr> <td> </td> </table> <a_href='x'> </a> <details> <summary> </details> <pre> </pre>"
    " <img_src='x'> <script> </script> <style> <!-- --> <p_align=center> <ul> <li> <center> <font_color=red> <picture>"
    " <source> <svg> <math> <title> <textarea> <hd-code_n='0'> <h1> ``` **b** |a|b| |-|-| $$x$$ > - 1. # [x](y) ![x](y)"
    " [^1] [^1]: &lt;"
)
FRAGMENTS = st.sampled_from(_TAGS.split())


@settings(max_examples=80, deadline=None)
@given(st.lists(FRAGMENTS, max_size=30), st.booleans())
def test_any_mix_of_tags_renders(parts: list[str], interactive: bool) -> None:
    markdown = "\n".join(part.replace("_", " ") for part in parts)
    assert Watch(render(markdown, interactive=interactive)).wrong == []
