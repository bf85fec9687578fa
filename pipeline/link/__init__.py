"""Across documents: which duties are one, what was passed down, put off, amended, repealed. Pure: papers in, links out.

Every link says with which score and why; what follows from it in the ledger is for ``pipeline.ledger`` to do.
"""
