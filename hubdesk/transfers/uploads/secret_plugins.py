"""The detectors of detect-secrets that make sense for files of a repository. They only look: nothing is verified.

Takes a second to import, so only when something looks like a secret. Left out are those that any hash or id sets off:
entropy, IP addresses, Discord, IBM Cloud.
"""

from __future__ import annotations

import re

from detect_secrets.filters.heuristic import is_potential_uuid, is_sequential_string, is_templated_secret
from detect_secrets.plugins.artifactory import ArtifactoryDetector
from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.base import BasePlugin, RegexBasedDetector
from detect_secrets.plugins.basic_auth import BasicAuthDetector
from detect_secrets.plugins.cloudant import CloudantDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.ibm_cos_hmac import IbmCosHmacDetector
from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.keyword import KeywordDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.npm import NpmDetector
from detect_secrets.plugins.openai import OpenAIDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.softlayer import SoftlayerDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector

SHORTEST = 6

PLUGINS: dict[str, BasePlugin] = {
    "artifactory": ArtifactoryDetector(),
    "aws": AWSKeyDetector(),
    "azure": AzureStorageKeyDetector(),
    "basic_auth": BasicAuthDetector(),
    "cloudant": CloudantDetector(),
    "github": GitHubTokenDetector(),
    "gitlab": GitLabTokenDetector(),
    "ibm_cos": IbmCosHmacDetector(),
    "jwt": JwtTokenDetector(),
    "keyword": KeywordDetector(),
    "mailchimp": MailchimpDetector(),
    "npm": NpmDetector(),
    "openai": OpenAIDetector(),
    "pypi": PypiTokenDetector(),
    "sendgrid": SendGridDetector(),
    "slack": SlackDetector(),
    "softlayer": SoftlayerDetector(),
    "square": SquareOAuthDetector(),
    "stripe": StripeDetector(),
    "telegram": TelegramBotTokenDetector(),
    "twilio": TwilioKeyDetector(),
}


def finds(name: str, line: str) -> tuple[str, list[str]]:
    """The kind of secret that a plug-in knows, and what it finds in a line."""
    plugin = PLUGINS[name]
    if isinstance(plugin, KeywordDetector | JwtTokenDetector):
        return str(plugin.secret_type), [str(secret) for secret in plugin.analyze_string(line)]
    assert isinstance(plugin, RegexBasedDetector)
    return str(plugin.secret_type), [_secret(match) for regex in plugin.denylist for match in regex.finditer(line)]


def _secret(match: re.Match[str]) -> str:
    """The secret itself: some expressions have a group for it, in others groups are for something else."""
    longest = max(match.groups(default=""), key=len, default="")
    return longest if len(longest) >= SHORTEST else match[0]


def is_made_up(secret: str) -> bool:
    """Whether detect-secrets takes it for a template, a series of letters or an id."""
    return bool(is_sequential_string(secret) or is_templated_secret(secret) or is_potential_uuid(secret))
