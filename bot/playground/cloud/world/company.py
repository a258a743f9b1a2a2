"""Fills the tables: every family of rows from the one company."""

from datetime import datetime

from bot.playground.cloud.tables import Tables
from bot.playground.cloud.world.apps import app_runs, app_tasks
from bot.playground.cloud.world.nightly import task_runs
from bot.playground.cloud.world.order_history import orders
from bot.playground.cloud.world.pool_history import pool_runs
from bot.playground.cloud.world.pools import pools
from bot.playground.cloud.world.script_nights import script_nights
from bot.playground.cloud.world.script_runs import script_tasks
from bot.playground.cloud.world.scripts import records
from bot.playground.cloud.world.task_runs import TaskRun
from bot.playground.cloud.world.tasks import scheduled_tasks


def tables(now: datetime) -> Tables:
    """The whole company but the records that stand for themselves (`records`)."""
    filled = Tables(script_tasks=script_tasks(records(now).values()))
    _add_tasks(filled, now)
    _add_pools(filled, now)
    _add_apps(filled, now)
    _add_orders(filled, now)
    return filled


def _add_tasks(filled: Tables, now: datetime) -> None:
    filled.tasks = scheduled_tasks(now)
    by_id = {task["id"]: task for task in filled.tasks}
    for task_id in by_id:
        filled.task_runs[task_id] = []
    for run in task_runs(by_id, now):
        _add_run(filled, run)
    for night in script_nights(by_id, now):
        _add_run(filled, night.run)
        rows = night.script.rows()
        filled.script_tasks += script_tasks(rows)
        filled.script_rows |= {row["id"]: row for row in rows}


def _add_run(filled: Tables, run: TaskRun) -> None:
    filled.task_runs[run.task["id"]].append(run.row())
    filled.task_rows[run.task["id"], run.id] = run.details()


def _add_pools(filled: Tables, now: datetime) -> None:
    filled.pools = pools(now)
    for run in pool_runs(now):
        filled.pool_tasks.append(run.row())
        filled.script_rows |= {row["id"]: row for row in run.rows()}


def _add_apps(filled: Tables, now: datetime) -> None:
    filled.app_tasks = app_tasks(now)
    by_id = {task["id"]: task for task in filled.app_tasks}
    for run in app_runs(by_id, now):
        filled.app_runs.setdefault(run.task["id"], []).append(run.row())
        filled.app_rows[run.id] = run.details()


def _add_orders(filled: Tables, now: datetime) -> None:
    for order in orders(now):
        filled.orders.append(order.row())
        filled.order_details[order.uuid] = order.detail()
        filled.batches[order.uuid] = order.batch_rows()
        for index, rows in order.instances():
            filled.instances[order.uuid, index] = rows
