"""TEMPORARY while several people write diagrams at once: deploys what is sound. Remove before landing."""

from engine import deployments
from engine.errors import DeploymentRefused
from engine.model import Severity


def deploy(engine, person, files):
    files = dict(files)
    while True:
        try:
            return deployments.deploy(engine, person, files)
        except DeploymentRefused as refused:
            for each in refused.particulars["problems"]:
                if each.severity is Severity.ERROR:
                    files.pop(each.file.rpartition("/")[2], None)
