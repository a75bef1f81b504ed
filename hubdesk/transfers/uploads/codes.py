"""The names of everything that a plan can find; each says what the finding's `values` are."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What a finding is about. Sizes and counts in `values` are whole numbers, sizes in bytes."""

    # errors
    TWO_SOURCES = "two_sources"  # two different things for one path: the two local paths
    IN_THE_WAY = "in_the_way"  # a file where a folder is needed, or the other way round: the path that it clashes with
    SOURCE_GONE = "source_gone"  # what was chosen is not there: the local path
    FILE_TOO_LARGE = "file_too_large"  # its size, the limit
    FOLDER_TOO_FULL = "folder_too_full"  # path is the folder: entries it would have, the limit
    CARD_ERROR = "card_error"  # the Hub's words
    # warnings
    SECRET = "secret"  # the kind of secret, such as "GitHub Token"; never the secret itself
    SECRET_FILE = "secret_file"  # a file of this name holds keys or passwords
    PICKLE = "pickle"  # runs code when it is loaded: the safer format
    FILE_LARGE = "file_large"  # above what the Hub recommends: its size, the recommendation
    REPO_TOO_FULL = "repo_too_full"  # files the repository would have, the recommendation
    NO_CARD = "no_card"
    NO_LICENCE = "no_licence"
    CARD_WARNING = "card_warning"  # the Hub's words
    CASE = "case"  # the path that differs only in upper and lower case
    CHANGED_MEANWHILE = "changed_meanwhile"  # the file was written to while the plan was made
    UNREADABLE = "unreadable"  # left out because it cannot be read: the local path
    BAD_NAME = "bad_name"  # left out because no path in a repository can be called this: the local path
    # hints
    EMPTY_FILE = "empty_file"
    GIT_ATTRIBUTES = "git_attributes"  # decides for later uploads which files are large
