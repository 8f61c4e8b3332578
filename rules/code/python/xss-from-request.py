from django.http import HttpResponse, JsonResponse
from fastapi.responses import HTMLResponse
from flask import Flask, jsonify, make_response, render_template, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/hello/<name>")
def hello(name):
    if request.args.get("plain"):
        # ruleid: python.xss-from-request
        return make_response("<p>" + name + "</p>")
    if request.args.get("short"):
        # ok: python.xss-from-request
        return f"<p>{escape(name)}</p>"
    if request.args.get("page"):
        # ok: python.xss-from-request
        return render_template("hello.html", name=name)
    if request.args.get("data"):
        # ok: python.xss-from-request
        return jsonify({"name": name})
    # ruleid: python.xss-from-request
    return f"<h1>Hello {name}</h1>"


def search(request):
    query = request.GET.get("q", "")
    if not query:
        # ok: python.xss-from-request
        return HttpResponse("Nothing to search")
    if query == "json":
        # ok: python.xss-from-request
        return JsonResponse({"query": query})
    if query == "text":
        # ok: python.xss-from-request
        return HttpResponse(query, content_type="text/plain")
    # ruleid: python.xss-from-request
    return HttpResponse("<p>Results for %s</p>" % query)


async def panel(request):
    # ruleid: python.xss-from-request
    return HTMLResponse(content=f"<p>{request.query_params['title']}</p>")
