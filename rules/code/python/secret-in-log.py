import logging
import os

logger = logging.getLogger(__name__)


def sign_in(user, password, settings):
    # ruleid: python.secret-in-log
    logger.info("Signing in %s with %s", user, password)
    # ruleid: python.secret-in-log
    logging.debug(f"Key: {settings.api_key}")
    # ruleid: python.secret-in-log
    print("Secret:", os.getenv("CLIENT_SECRET"))
    text = "token " + settings["access_token"]
    # ruleid: python.secret-in-log
    logger.warning(text)
    # ok: python.secret-in-log
    logger.info("Signing in %s", user)
    # ok: python.secret-in-log
    logger.info("The password of %s has expired", user)
    # ok: python.secret-in-log
    logger.debug("A password of %d characters", len(password))
    # ok: python.secret-in-log
    logger.error("No key" if settings.api_key is None else "Key refused")
    # ok: python.secret-in-log
    settings.store(password)
