"""Memory: tables, and the questions one may ask of them. No rule, no clock, no commit.

An index over some of the rows names its condition as ``sqlite_where``, and its migration for both databases; a contract
compares the two. ``postgresql_where`` would load PostgreSQL's dialect, 2 MB, beside every SQLite.
"""

from sqlmodel import SQLModel

# Named constraints, before the first table: SQLite can only change a constraint that has a name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
