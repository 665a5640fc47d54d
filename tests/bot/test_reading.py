"""Files that cannot be read are refused in a sentence that says what to do."""

import gzip

import pytest

from bot import reading

BAD = {
    "two columns of one name": ("a.csv", b"v,w,v\n1,2,3\n", "more than one column 'v'; give each a name of its own"),
    "another encoding": ("a.csv", "Größe,v\n1,2\n".encode("latin-1"), "not written in UTF-8; save it as CSV in UTF-8"),
    "a line too long": ("a.csv", b"v,n\n1,2\n3,4,5\n", "line 3 has 3 fields where others have 2; put texts"),
    "more fields than names": ("a.csv", b"v,n\n1,2,3\n4,5,6\n", "its lines have more fields than its first line names"),
    "empty": ("a.csv", b"", "does its first line name the columns?"),
    "not gzip": ("a.csv.gz", b"v\n1\n", "Is it what its ending says"),
    "half a gzip": ("a.csv.gz", gzip.compress(b"v\n1\n2\n")[:20], "Is it what its ending says"),
    "no Parquet": ("a.parquet", b"v\n1\n", "Is it what its ending says"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(tmp_path, case):
    name, content, sentence = BAD[case]
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ValueError, match=r"cannot be read|more than one") as refusal:
        reading.table(tmp_path / name)

    assert sentence in str(refusal.value)
    assert "C error" not in str(refusal.value)


def test_a_comma_at_the_end_of_each_line_moves_no_column(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"v,n\n1,200,\n3,210,\n5,190,\n")

    assert reading.table(tmp_path / "a.csv")["v"].tolist() == [1, 3, 5]


def test_columns_without_names_and_a_mark_of_byte_order_are_no_reason_to_refuse(tmp_path):
    (tmp_path / "a.csv").write_bytes("\ufeffv,,\n1,2,3\n".encode())

    assert reading.table(tmp_path / "a.csv")["v"].tolist() == [1]
