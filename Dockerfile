# The bot alone, not root. The database and the key live in the volume.
#   docker build -t kaizen-bot . && docker run --env-file .env -v kaizen:/data kaizen-bot
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements/run.txt requirements/
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 kaizen && install -d -o kaizen /data
COPY --from=build /venv /venv
USER kaizen
ENV PATH=/venv/bin:$PATH KAIZEN_DATA_DIR=/data KAIZEN_LOG_FORMAT=json PYTHONUNBUFFERED=1
VOLUME /data
HEALTHCHECK --interval=5m --timeout=60s --start-period=1m CMD ["kaizen", "doctor"]
ENTRYPOINT ["kaizen"]
CMD ["run"]
