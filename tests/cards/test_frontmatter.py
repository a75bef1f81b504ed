"""Front matter: found or not, read as far as it can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.cards.frontmatter import ProblemCode, metadata, split_front_matter


@pytest.mark.parametrize(
    ("text", "front_matter", "body", "line"),
    [
        ("---\nlicense: mit\n---\n# A\n", "license: mit\n", "# A\n", 3),
        ("---\r\nlicense: mit\r\n---\r\n# A\r\n", "license: mit\r\n", "# A\r\n", 3),
        ("\ufeff---\na: 1\n---\nx", "a: 1\n", "x", 3),
        ("\n\n---\na: 1\n---\nx", "a: 1\n", "x", 5),
        ("---\n---\nx", "", "x", 2),
        ("---\na: 1\n---", "a: 1\n", "", 2),
        ("---\na: 1\n...\nx", "a: 1\n", "x", 3),
        ("# no front matter\n---\nx", "", "# no front matter\n---\nx", 0),
        ("---\na: 1\n# never closed", "", "---\na: 1\n# never closed", 0),
        ("\ufeff# A", "", "# A", 0),
        ("", "", "", 0),
    ],
)
def test_split(text: str, front_matter: str, body: str, line: int) -> None:
    assert split_front_matter(text) == (front_matter, body, line)


def test_reads_values() -> None:
    found = metadata("---\nlanguage: [ko, 'no']\nlicense: mit\ndatasets:\n- a/b\n---\n")
    assert found.values == {"language": ["ko", "no"], "license": "mit", "datasets": ["a/b"]}
    assert found.problems == ()


def test_norwegian_is_not_false() -> None:
    assert metadata("---\nlanguage: no\n---\n").values == {"language": "no"}


def test_one_bad_line_costs_one_key() -> None:
    found = metadata("---\nlicense: mit\ntitle: [unclosed\ntags:\n- a\n---\n# A")
    assert found.values == {"license": "mit", "tags": ["a"]}
    assert [problem.code for problem in found.problems] == [ProblemCode.BAD_YAML]


def test_duplicate_key_keeps_the_first_and_names_the_line() -> None:
    found = metadata("---\nlicense: mit\nlicense: apache-2.0\n---\n")
    assert found.values == {"license": "mit"}
    assert [(problem.code, problem.line) for problem in found.problems] == [(ProblemCode.DUPLICATE_KEY, 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\na: 1\nno end", ProblemCode.UNCLOSED),
        ("---\n- a\n- b\n---\n", ProblemCode.NOT_MAPPING),
        ("---\na: !!python/object:os.system x\n---\n", ProblemCode.BAD_YAML),
        ("---\na: " + "[" * 5000 + "\n---\n", ProblemCode.BAD_YAML),
        ("---\na: " + "x" * 300_000 + "\n---\n", ProblemCode.TOO_LARGE),
        ("---\na: &a [*a]\n---\n", ProblemCode.TOO_LARGE),
    ],
)
def test_hopeless_ones_are_listed(text: str, code: ProblemCode) -> None:
    assert [problem.code for problem in metadata(text).problems] == [code]


def test_aliases_cannot_grow_without_bound() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    found = metadata("---\n" + "\n".join(lines) + "\n---\n")
    assert found.values == {}
    assert found.problems[0].code is ProblemCode.TOO_LARGE


@given(st.text(alphabet="-:\n\r [],'\"{}#&*!|>ab1\ufeff", max_size=200))
def test_never_raises(text: str) -> None:
    metadata("---\n" + text + "\n---\n")
    metadata(text)
