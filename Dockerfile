# The page, what reads papers, and a Chroma server, in one image; `compose.yaml` runs them.
FROM python:3.12-slim AS installed
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY src src
COPY corpus corpus
RUN python -m venv /opt/scrutiny
ENV PATH=/opt/scrutiny/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# torch by this exact pin: a looser one can pull gigabytes of GPU packages.
RUN pip install --constraint constraints.txt torch==2.13.0
RUN pip install --constraint constraints.txt ".[metrics]"

FROM python:3.12-slim
COPY --from=installed /opt/scrutiny /opt/scrutiny
# What is written lies in /data: the index, and what visitors say of answers.
RUN useradd --uid 10001 --create-home scrutiny && mkdir /data /chroma && chown scrutiny /data /chroma
ENV PATH=/opt/scrutiny/bin:$PATH SCRUTINY_RAG_INDEX=/data/index SCRUTINY_RAG_HOST=0.0.0.0 SCRUTINY_RAG_LOG=json
USER scrutiny
WORKDIR /data
EXPOSE 7860
ENTRYPOINT ["scrutiny-rag"]
CMD ["serve"]
