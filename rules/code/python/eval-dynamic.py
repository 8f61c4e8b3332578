import ast
import builtins

LIMIT = "10 * 1024"


def reckon(formula, values, model):
    # ruleid: python.eval-dynamic
    total = eval(formula, {"__builtins__": {}}, values)
    # ruleid: python.eval-dynamic
    exec(f"result = {formula}")
    code = "x = " + formula
    # ruleid: python.eval-dynamic
    builtins.exec(code)
    # ruleid: python.eval-dynamic
    exec(compile(formula, "<formula>", "exec"))
    # ok: python.eval-dynamic
    limit = eval(LIMIT)
    # ok: python.eval-dynamic
    safe = ast.literal_eval(formula)
    # ok: python.eval-dynamic
    model.eval()
    # ok: python.eval-dynamic
    frame = values.eval("a + b")
    # ok: python.eval-dynamic
    exec(compile("x = 1", "<constant>", "exec"))
    return total, limit, safe, frame


def build(name):
    # ok: python.eval-dynamic
    exec("import this")
    return name
