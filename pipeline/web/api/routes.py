"""The REST API: the ledger's questions and acts as JSON, paged, with ETags, for whoever brings a token."""

from __future__ import annotations

from fastapi import APIRouter

from pipeline.web.api import describing, documents, obligations, standing

router = APIRouter(prefix="/api", tags=["v1"])
for part in (obligations, documents, standing, describing):
    router.include_router(part.router)
