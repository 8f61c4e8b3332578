from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask_cors import CORS

api = FastAPI()
# ruleid: python.cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
# ruleid: python.cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_credentials=True, allow_origin_regex=".*")
# ok: python.cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"])
# ok: python.cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["https://example.com"], allow_credentials=True)


def wire(app):
    # ruleid: python.cors-any-origin-with-credentials
    CORS(app, supports_credentials=True)
    # ruleid: python.cors-any-origin-with-credentials
    CORS(app, origins="*", supports_credentials=True)
    # ok: python.cors-any-origin-with-credentials
    CORS(app, origins=["https://example.com"], supports_credentials=True)
    # ok: python.cors-any-origin-with-credentials
    CORS(app)
