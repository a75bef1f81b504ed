"""What whoami says about a person and their token."""

from __future__ import annotations

from hubdesk.localhub.people.cast import ORGANIZATIONS, Person


def identity(person: Person, token_created: str) -> dict[str, object]:
    """The answer of whoami."""
    fullnames = {each.name: each.fullname for each in ORGANIZATIONS}
    return {
        "type": "user",
        "id": person.name.encode().hex().ljust(24, "0")[:24],
        "name": person.name,
        "fullname": person.fullname,
        "email": f"{person.name}@practice.invalid",
        "emailVerified": True,
        "canPay": False,
        "billingMode": "prepaid",
        "periodEnd": None,
        "isPro": False,
        "avatarUrl": "",
        "orgs": [
            {
                "type": "org",
                "id": name.encode().hex().ljust(24, "0")[:24],
                "name": name,
                "fullname": fullnames[name],
                "email": None,
                "canPay": False,
                "avatarUrl": "",
                "roleInOrg": role,
                "isEnterprise": False,
            }
            for name, role in person.roles.items()
        ],
        "auth": {
            "type": "access_token",
            "accessToken": {"displayName": person.token_name, "role": person.role, "createdAt": token_created},
        },
    }
