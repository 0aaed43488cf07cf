"""Rows by their ids, for questions that every page asks: putting the SQL of sixty columns together costs more than
the database needs to answer it, so it is done once in a process."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
_IDS = object()


class Prepared(Generic[M]):
    """A queryset with select_related, deferred fields and annotations, made when it is first asked."""

    def __init__(self, make: Callable[[], "QuerySet[M]"]) -> None:
        self._make = make

    def with_ids(self, ids: Iterable[int]) -> list[M]:
        """In no order. One statement."""
        compiler, sql, params, converters, fields, related = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(ids) if value is _IDS else value for value in params])
            rows = cursor.fetchall()
        found = []
        for row in map(list, rows):
            for position, (conversions, expression) in converters.items():
                for convert in conversions:
                    row[position] = convert(row[position], expression, connection)
            made = compiler.klass_info["model"].from_db(DEFAULT_DB_ALIAS, fields, row[: len(fields)])
            for populator in related:
                populator.populate(row, made)
            for name, position in compiler.annotation_col_map.items():
                setattr(made, name, row[position])
            found.append(made)
        return found

    @cached_property
    def _compiled(self) -> tuple[Any, ...]:
        queryset = self._make().order_by()
        table = queryset.model._meta.db_table
        wanted = RawSQL(f"{table}.id = ANY(%s)", [_IDS], output_field=BooleanField())  # noqa: S608, S611
        compiler = queryset.filter(wanted).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        start, *_, end = compiler.klass_info["select_fields"]
        fields = [column.target.attname for column, _, _ in compiler.select[start : end + 1]]
        converters = compiler.get_converters([expression for expression, _, _ in compiler.select])
        related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
        return compiler, sql, params, converters, fields, related
