"""The whole table: every address of the portal by its name."""

from tests.matrix import (
    table_claiming,
    table_consultations,
    table_desk,
    table_directory,
    table_keeping,
    table_kinship,
    table_likeness,
    table_mechanisms,
    table_members,
    table_petitions,
    table_postings,
    table_public,
    table_quotas,
    table_relays,
    table_rolls,
    table_rotas,
    table_santi,
    table_shifts,
    table_standards,
    table_ways,
)

TABLE = (
    table_directory.ROWS
    | table_keeping.ROWS
    | table_members.ROWS
    | table_claiming.ROWS
    | table_consultations.ROWS
    | table_petitions.ROWS
    | table_postings.ROWS
    | table_public.ROWS
    | table_rolls.ROWS
    | table_rotas.ROWS
    | table_santi.ROWS
    | table_standards.ROWS
    | table_desk.ROWS
    | table_shifts.ROWS
    | table_quotas.ROWS
    | table_relays.ROWS
    | table_ways.ROWS
    | table_mechanisms.ROWS
    | table_kinship.ROWS
    | table_likeness.ROWS
)
