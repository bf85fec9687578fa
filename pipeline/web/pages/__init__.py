"""The pages, one module a job."""
