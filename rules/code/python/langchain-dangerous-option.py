from langchain_community.vectorstores import FAISS
from langchain_experimental.agents import create_csv_agent, create_pandas_dataframe_agent

DANGER = True


def agents(llm, frame, embeddings, options):
    # ruleid: python.langchain-dangerous-option
    index = FAISS.load_local("index", embeddings, allow_dangerous_deserialization=True)
    # ruleid: python.langchain-dangerous-option
    first = create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=True)
    # ruleid: python.langchain-dangerous-option
    second = create_csv_agent(llm, "data.csv", allow_dangerous_code=DANGER)
    # ok: python.langchain-dangerous-option
    third = FAISS.load_local("index", embeddings)
    # ok: python.langchain-dangerous-option
    fourth = create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=False)
    # ok: python.langchain-dangerous-option
    fifth = FAISS.load_local("index", embeddings, allow_dangerous_deserialization=options.trusted)
    return index, first, second, third, fourth, fifth
