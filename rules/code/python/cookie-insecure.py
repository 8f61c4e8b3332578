from flask import Flask, make_response

app = Flask(__name__)
# ruleid: python.cookie-insecure
app.config["SESSION_COOKIE_SECURE"] = False
# ruleid: python.cookie-insecure
SESSION_COOKIE_HTTPONLY = False
# ok: python.cookie-insecure
SESSION_COOKIE_SECURE = True
# ok: python.cookie-insecure
app.config["SESSION_REFRESH_EACH_REQUEST"] = False


@app.route("/")
def index():
    answer = make_response("")
    # ruleid: python.cookie-insecure
    answer.set_cookie("session", "1", secure=False, httponly=True)
    # ruleid: python.cookie-insecure
    answer.set_cookie("session", "1", secure=True, httponly=False)
    # ok: python.cookie-insecure
    answer.set_cookie("session", "1", secure=True, httponly=True, samesite="Lax")
    # ok: python.cookie-insecure
    answer.delete_cookie("session")
    return answer
