"""The WSGI door: an application on the engine that the environment describes."""

from api.app import create_app
from engine import bootstrap
from engine.settings import from_environment

_settings = from_environment()
application = create_app(bootstrap.build(_settings), _settings)
