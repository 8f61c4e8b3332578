from django.http import HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.utils.http import url_has_allowed_host_and_scheme
from fastapi.responses import RedirectResponse
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.route("/login")
def login():
    target = request.args.get("next")
    if target is None:
        # ok: python.open-redirect
        return redirect(url_for("index"))
    if target == "profile":
        # ok: python.open-redirect
        return redirect(url_for("profile", user=request.args["user"]))
    if target == "page":
        # ok: python.open-redirect
        return redirect(f"/page/{request.args['page']}")
    # ruleid: python.open-redirect
    return redirect(target)


def leave(request):
    target = request.GET["next"]
    if url_has_allowed_host_and_scheme(target, allowed_hosts={"example.com"}):
        # ok: python.open-redirect
        return HttpResponseRedirect(target)
    # ok: python.open-redirect
    return HttpResponseRedirect("/")


def move(request):
    if request.POST:
        # ruleid: python.open-redirect
        return django_redirect(request.POST.get("url"))
    # ok: python.open-redirect
    return django_redirect("home")


def header(response, page):
    # ruleid: python.open-redirect
    response.headers["Location"] = request.args["next"]
    # ok: python.open-redirect
    response.headers["X-Page"] = request.args["page"]
    # ok: python.open-redirect
    response.headers["Location"] = page


@app.get("/out")
async def out(url: str):
    # ruleid: python.open-redirect
    return RedirectResponse(url=url)
