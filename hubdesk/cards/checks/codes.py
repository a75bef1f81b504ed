"""What the checks can find and offer, each with its English sentence; the window has them in its languages."""

from __future__ import annotations

from enum import StrEnum


class CheckCode(StrEnum):
    """One kind of problem; the comment says what `Problem.values` holds, in the order of the sentence's `{0}`."""

    # values
    UNKNOWN_LICENSE = "unknown_license"  # the value
    UNKNOWN_TASK = "unknown_task"  # the value
    UNKNOWN_SUBTASK = "unknown_subtask"  # the value
    UNKNOWN_LIBRARY = "unknown_library"  # the value
    UNKNOWN_LANGUAGE = "unknown_language"  # the value
    UNKNOWN_METRIC = "unknown_metric"  # the value
    UNKNOWN_VALUE = "unknown_value"  # key, value
    NOT_TEXT = "not_text"  # key, as it is written, what YAML reads it as
    WRONG_KIND = "wrong_kind"  # key, what is expected: text, list, yes_no, number, mapping
    EMPTY_VALUE = "empty_value"  # key
    TWICE_IN_LIST = "twice_in_list"  # key, value
    COMMA_LIST = "comma_list"  # key
    MISSPELT_KEY = "misspelt_key"  # key, the key it probably is
    BAD_REPO_ID = "bad_repo_id"  # key, value
    IS_ITSELF = "is_itself"  # key, value
    LICENSE_NAME_MISSING = "license_name_missing"
    LICENSE_NAME_UNUSED = "license_name_unused"  # the licence
    LICENSE_NAME_SPELLING = "license_name_spelling"  # the value
    RELATION_WITHOUT_BASE = "relation_without_base"
    TOO_LONG = "too_long"  # key, characters it has, characters it may have
    BAD_EMOJI = "bad_emoji"  # the value
    BAD_PORT = "bad_port"  # the value
    BAD_VERSION = "bad_version"  # key, value
    BAD_EMISSIONS = "bad_emissions"
    BAD_WIDGET = "bad_widget"  # place in the list, from 1
    BAD_GATE_FIELD = "bad_gate_field"  # the field's name
    # what a release asks for
    NO_METADATA = "no_metadata"
    MISSING_LICENSE = "missing_license"
    MISSING_TASK = "missing_task"
    MISSING_LIBRARY = "missing_library"
    MISSING_LANGUAGE = "missing_language"
    MISSING_DATASETS = "missing_datasets"
    MISSING_TAGS = "missing_tags"
    MISSING_NAME = "missing_name"
    MISSING_SIZE = "missing_size"
    MISSING_SDK = "missing_sdk"
    MISSING_SDK_VERSION = "missing_sdk_version"
    MISSING_EMOJI = "missing_emoji"
    MISSING_TITLE = "missing_title"
    EMPTY_BODY = "empty_body"
    NO_USE_SECTION = "no_use_section"
    NO_DATA_SECTION = "no_data_section"
    NO_EVALUATION_SECTION = "no_evaluation_section"
    NO_LIMITS_SECTION = "no_limits_section"
    TO_BE_WRITTEN = "to_be_written"
    # links and files
    DEAD_LINK = "dead_link"  # the path
    DEAD_IMAGE = "dead_image"  # the path
    DEAD_FILE = "dead_file"  # key, path
    NO_FILE_MATCHES = "no_file_matches"  # the pattern
    NO_APP_FILE = "no_app_file"  # the path
    # evaluation results
    INDEX_SHAPE = "index_shape"  # where, what it must be: list, mapping
    INDEX_MISSING = "index_missing"  # where, what is missing
    INDEX_TASK = "index_task"  # the value
    INDEX_VALUE = "index_value"  # metric, value
    INDEX_TWICE = "index_twice"  # metric, dataset
    INDEX_SCALE = "index_scale"  # metric
    INDEX_NAME = "index_name"  # name there, model_name
    METRIC_NOT_LISTED = "metric_not_listed"  # the metric
    # data files
    CONFIGS_SHAPE = "configs_shape"  # place in the list, from 1; 0 for all of it
    CONFIG_NAME_TWICE = "config_name_twice"  # the name
    DEFAULT_CONFIG_TWICE = "default_config_twice"
    # the Hub
    REPO_MISSING = "repo_missing"  # kind (model, dataset, space), id
    REPO_RENAMED = "repo_renamed"  # old id, new id
    SERVER_SAYS = "server_says"  # the Hub's own words


class FixCode(StrEnum):
    """One kind of fix; the comment says what `Fix.values` holds."""

    REPLACE = "replace"  # old value, new value
    QUOTE = "quote"  # the text in quotes
    REMOVE_KEY = "remove_key"  # key
    REMOVE_VALUE = "remove_value"  # value
    RENAME_KEY = "rename_key"  # old key, new key
    SET = "set"  # key, value
    ADD = "add"  # value
    MAKE_LIST = "make_list"
    LINK_TO = "link_to"  # path
    ADD_FILE = "add_file"  # path; no edit: the window asks for the file
    SIMILAR_NAMES = "similar_names"  # kind, id; no edit: the window searches the Hub


SENTENCES: dict[CheckCode, str] = {
    CheckCode.UNKNOWN_LICENSE: "The Hub knows no licence ‘{0}’.",
    CheckCode.UNKNOWN_TASK: "The Hub knows no task ‘{0}’.",
    CheckCode.UNKNOWN_SUBTASK: "‘{0}’ is not on the Hub's list of subtasks.",
    CheckCode.UNKNOWN_LIBRARY: "‘{0}’ is not on the Hub's list of libraries.",
    CheckCode.UNKNOWN_LANGUAGE: "‘{0}’ is no ISO 639 language code.",
    CheckCode.UNKNOWN_METRIC: "‘{0}’ is not on the list of metrics.",
    CheckCode.UNKNOWN_VALUE: "{0} cannot be ‘{1}’.",
    CheckCode.NOT_TEXT: "In {0}, {1} without quotes is read as {2}.",
    CheckCode.WRONG_KIND: "{0} holds the wrong kind of value: {1} is expected.",
    CheckCode.EMPTY_VALUE: "{0} is empty.",
    CheckCode.TWICE_IN_LIST: "‘{1}’ stands twice in {0}.",
    CheckCode.COMMA_LIST: "{0} is one text with commas, not a list.",
    CheckCode.MISSPELT_KEY: "The Hub does not know ‘{0}’; ‘{1}’ is probably meant.",
    CheckCode.BAD_REPO_ID: "‘{1}’ in {0} is no repository id.",
    CheckCode.IS_ITSELF: "{0} names this repository itself.",
    CheckCode.LICENSE_NAME_MISSING: "The licence ‘other’ needs license_name and license_link.",
    CheckCode.LICENSE_NAME_UNUSED: "license_name is only used with the licence ‘other’, not with ‘{0}’.",
    CheckCode.LICENSE_NAME_SPELLING: "license_name is an id: small letters, digits, dots and hyphens, unlike ‘{0}’.",
    CheckCode.RELATION_WITHOUT_BASE: "base_model_relation says nothing without base_model.",
    CheckCode.TOO_LONG: "{0} has {1} characters; {2} are allowed.",
    CheckCode.BAD_EMOJI: "‘{0}’ is not one emoji.",
    CheckCode.BAD_PORT: "‘{0}’ is no port between 1 and 65535.",
    CheckCode.BAD_VERSION: "‘{1}’ in {0} is no version.",
    CheckCode.BAD_EMISSIONS: "co2_eq_emissions must be a number of grams, or a table with emissions in it.",
    CheckCode.BAD_WIDGET: "Example {0} of widget is no table.",
    CheckCode.BAD_GATE_FIELD: "The Hub knows no such kind of question: ‘{0}’ of extra_gated_fields.",
    CheckCode.NO_METADATA: "The card has no metadata: it cannot be found by licence, task or language.",
    CheckCode.MISSING_LICENSE: "No licence is given: nobody knows whether this may be used.",
    CheckCode.MISSING_TASK: "No task is given: it is not found by task.",
    CheckCode.MISSING_LIBRARY: "No library is given: the Hub cannot show how to load it.",
    CheckCode.MISSING_LANGUAGE: "No language is given.",
    CheckCode.MISSING_DATASETS: "No dataset is given that it was trained on.",
    CheckCode.MISSING_TAGS: "There are no tags.",
    CheckCode.MISSING_NAME: "There is no pretty_name for people to read.",
    CheckCode.MISSING_SIZE: "No size is given (size_categories).",
    CheckCode.MISSING_SDK: "A Space needs an sdk.",
    CheckCode.MISSING_SDK_VERSION: "No sdk_version is given: the Space may stop working with the next one.",
    CheckCode.MISSING_EMOJI: "There is no emoji.",
    CheckCode.MISSING_TITLE: "There is no title.",
    CheckCode.EMPTY_BODY: "The card says nothing below its metadata.",
    CheckCode.NO_USE_SECTION: "Nothing says what it is for and how to use it.",
    CheckCode.NO_DATA_SECTION: "Nothing says where the data came from.",
    CheckCode.NO_EVALUATION_SECTION: "Nothing says how well it does.",
    CheckCode.NO_LIMITS_SECTION: "Nothing says what its limits and risks are.",
    CheckCode.TO_BE_WRITTEN: "This is still to be written.",
    CheckCode.DEAD_LINK: "‘{0}’ is not in the repository.",
    CheckCode.DEAD_IMAGE: "The picture ‘{0}’ is not in the repository.",
    CheckCode.DEAD_FILE: "{0} names ‘{1}’, which is not in the repository.",
    CheckCode.NO_FILE_MATCHES: "No file of the repository matches ‘{0}’.",
    CheckCode.NO_APP_FILE: "The Space starts with ‘{0}’, which is not in the repository.",
    CheckCode.INDEX_SHAPE: "In the evaluation results, {0} must be a {1}.",
    CheckCode.INDEX_MISSING: "In the evaluation results, {0} has no {1}.",
    CheckCode.INDEX_TASK: "In the evaluation results, the Hub knows no task ‘{0}’.",
    CheckCode.INDEX_VALUE: "In the evaluation results, {0} is ‘{1}’, which is no number.",
    CheckCode.INDEX_TWICE: "In the evaluation results, {0} on {1} stands twice with different values.",
    CheckCode.INDEX_SCALE: "In the evaluation results, some values of {0} are fractions and some percentages.",
    CheckCode.INDEX_NAME: "The evaluation results are of ‘{0}’, but model_name is ‘{1}’.",
    CheckCode.METRIC_NOT_LISTED: "‘{0}’ is among the evaluation results; listed in metrics too, it can be found.",
    CheckCode.CONFIGS_SHAPE: "Entry {0} of configs needs config_name and data_files.",
    CheckCode.CONFIG_NAME_TWICE: "The configuration ‘{0}’ stands twice in configs.",
    CheckCode.DEFAULT_CONFIG_TWICE: "More than one configuration is the default.",
    CheckCode.REPO_MISSING: "The Hub has no {0} ‘{1}’ that you may see. If it is private, leave it.",
    CheckCode.REPO_RENAMED: "‘{0}’ is called ‘{1}’ now.",
    CheckCode.SERVER_SAYS: "The Hub says: {0}",
}

FIX_SENTENCES: dict[FixCode, str] = {
    FixCode.REPLACE: "Use ‘{1}’",
    FixCode.QUOTE: "Put {0} in quotes",
    FixCode.REMOVE_KEY: "Remove {0}",
    FixCode.REMOVE_VALUE: "Remove ‘{0}’",
    FixCode.RENAME_KEY: "Call it {1}",
    FixCode.SET: "Set {0} to ‘{1}’",
    FixCode.ADD: "Add {0}",
    FixCode.MAKE_LIST: "Make it a list",
    FixCode.LINK_TO: "Use ‘{0}’",
    FixCode.ADD_FILE: "Add the file…",
    FixCode.SIMILAR_NAMES: "Find similar names",
}
