"""The whole table: every address of the portal by its name."""

from tests.matrix import table_consultations, table_directory, table_petitions

TABLE = table_directory.ROWS | table_consultations.ROWS | table_petitions.ROWS
