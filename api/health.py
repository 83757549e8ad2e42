"""Whether the service lives and can serve, and its numbers: for machines."""

from http import HTTPStatus

from flask import Blueprint, Flask, Response, current_app, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from api import auth
from api.auth import engine
from engine import wellness

health = Blueprint("health", __name__)
LATE_WORKER = 60.0
"""Seconds without a word from a worker after which `/readyz` remarks on it."""

for _name in ("healthz", "readyz", "metrics"):
    auth.is_open(f"health.{_name}")


def register(app: Flask, registry: CollectorRegistry) -> None:
    """Add the routes; `registry` holds the numbers."""
    app.extensions["khanton-metrics"] = registry
    app.register_blueprint(health)


@health.get("/healthz")
def healthz() -> Response:
    """Say that the process lives."""
    return jsonify({"status": "ok"})


@health.get("/readyz")
def readyz() -> Response:
    """Say whether requests may be sent here; a late worker is told of, and refuses nothing."""
    found = wellness.examine(engine())
    beat = found.worker_seconds
    checks = {
        "database": found.database,
        "schema": found.schema,
        "storage": found.storage,
        "worker": beat is not None and beat <= LATE_WORKER,
    }
    status = "ready" if found.is_ready else "not ready"
    response = jsonify({"status": status, "checks": checks, "worker_seconds": beat})
    response.status_code = HTTPStatus.OK if found.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return response


@health.get("/metrics")
def metrics() -> Response:
    """Return the numbers in Prometheus's words."""
    registry = current_app.extensions["khanton-metrics"]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
