# syntax=docker/dockerfile:1
# The API, the widget and the docs page in one container; see deploy/README.md. Debian's slim image, because the prebuilt
# SQLite that npm chooses there is the one the tests run with (glibc).
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /laurel
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN node .ci/build.mjs api widget docs

FROM node:${NODE_VERSION}-slim AS packages
WORKDIR /laurel
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:${NODE_VERSION}-slim
ENV NODE_ENV=production PORT=8787 DATABASE_URL=file:/data/laurel.db
WORKDIR /laurel
COPY --from=packages /laurel/node_modules node_modules
COPY --from=build /laurel/dist dist
COPY package.json LICENSE deploy/healthcheck.mjs ./
RUN install -d -o 1000 -g 1000 -m 700 /data
USER 1000:1000
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "healthcheck.mjs"]
# Young objects get twice the room, as what a request in flight holds on to would be copied again and again; and Node's own
# code lies in large pages where the system has any: https://nodejs.org/api/cli.html#--use-largepagesmode
CMD ["node", "--max-semi-space-size=32", "--use-largepages=silent", "dist/api/node.js"]
