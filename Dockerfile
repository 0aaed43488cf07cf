FROM python:3.12-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements/base.txt requirements/base.txt
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY . .
RUN DATABASE_URL=postgresql://build@localhost/build REDIS_URL=redis://localhost SECRET_KEY=build \
    /venv/bin/python -m django collectstatic --noinput --settings portal.settings

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --create-home portal
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build --chown=portal:portal /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
USER portal
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3"]
