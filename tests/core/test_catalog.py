"""The shipped catalogues hold what filters and chips need."""

from __future__ import annotations

import subprocess
import sys

from hubdesk.core import catalog


def test_tasks_come_by_modality() -> None:
    found = catalog.tasks()
    order = [catalog.MODALITIES.index(task.modality) for task in found]
    assert order == sorted(order)
    assert {"text-generation", "text-to-image"} <= {task.task_id for task in found}
    assert catalog.task_name("text-generation") == "Text Generation"
    assert catalog.task_name("never-heard-of") == "never-heard-of"


def test_libraries_that_filter_come_first() -> None:
    flags = [library.is_filter for library in catalog.libraries()]
    assert flags == sorted(flags, reverse=True)
    assert catalog.library_name("sentence-transformers") == "sentence-transformers"
    assert catalog.library_name("datasets") == "Datasets"


def test_licences_and_apps_have_names() -> None:
    assert catalog.license_name("apache-2.0") == "Apache license 2.0"
    assert catalog.app_name("ollama") == "Ollama"
    assert all(entry.name for entry in (*catalog.licenses(), *catalog.apps(), *catalog.dataset_libraries()))


def test_languages_have_two_names_and_one_code() -> None:
    found = catalog.languages()
    assert len({entry.code for entry in found}) == len(found)
    assert sum(len(entry.code) == 2 for entry in found) >= 183
    assert all(entry.name and entry.own_name for entry in found)
    assert (catalog.language("ko").name, catalog.language("ko").own_name) == ("Korean", "한국어")


def test_a_language_with_a_region_falls_back_to_the_language() -> None:
    assert catalog.language("pt-BR").name == "Portuguese (Brazil)"
    assert catalog.language("de_CH").name == "German"
    assert catalog.language("qqq") == catalog.Language("qqq", "qqq", "qqq")


def test_nothing_is_read_on_import() -> None:
    code = "import hubdesk.core.catalog as c; assert c.tasks.cache_info().currsize == 0; assert c.tasks()"
    subprocess.run([sys.executable, "-c", code], check=True)
