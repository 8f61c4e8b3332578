import ast
import os
import subprocess

from anthropic import Anthropic
from openai import OpenAI

client = OpenAI()
TOOLS = {"date": lambda: "today"}


def work(task):
    answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": task}])
    code = answer.choices[0].message.content
    # ruleid: python.model-output-executed
    exec(code)
    command = code.strip().removeprefix("$ ")
    # ruleid: python.model-output-executed
    subprocess.run(command, shell=True)
    message = Anthropic().messages.create(model="m", max_tokens=9, messages=[])
    # ruleid: python.model-output-executed
    os.system(message.content[0].text)
    # ok: python.model-output-executed
    numbers = ast.literal_eval(code)
    # ok: python.model-output-executed
    subprocess.run(["git", "commit", "-m", "update"], check=True)
    # ok: python.model-output-executed
    print(code)
    # ok: python.model-output-executed
    TOOLS[code]()
    return numbers


def ask(llm, prompt):
    # ruleid: python.model-output-executed
    return eval(llm.invoke(prompt).content)


def calculate(chart, prompt):
    # ok: python.model-output-executed
    return eval("1 + 1") + chart.invoke(prompt)
