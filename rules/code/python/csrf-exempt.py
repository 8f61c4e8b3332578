from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from flask import Flask
from flask_wtf.csrf import CSRFProtect

app = Flask(__name__)
protect = CSRFProtect(app)
# ruleid: python.csrf-exempt
app.config["WTF_CSRF_ENABLED"] = False
# ok: python.csrf-exempt
app.config["WTF_CSRF_ENABLED"] = True


# ruleid: python.csrf-exempt
@csrf_exempt
def pay(request):
    return None


# ok: python.csrf-exempt
@csrf_protect
def refund(request):
    return None


# ruleid: python.csrf-exempt
hook = csrf_exempt(refund)


# ruleid: python.csrf-exempt
@method_decorator(csrf_exempt, name="dispatch")
class Hook:
    pass


# ok: python.csrf-exempt
@method_decorator(csrf_protect, name="dispatch")
class Form:
    # ok: python.csrf-exempt
    csrf_exempt = None
