# One image with the three programs; docker-compose.yml says which of them each service runs.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# First what restoring needs, so that a change of code does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Scrutiny/Scrutiny.csproj src/Scrutiny/packages.lock.json src/Scrutiny/
COPY src/Scrutiny.Ingest/Scrutiny.Ingest.csproj src/Scrutiny.Ingest/packages.lock.json src/Scrutiny.Ingest/
COPY src/Scrutiny.Web/Scrutiny.Web.csproj src/Scrutiny.Web/packages.lock.json src/Scrutiny.Web/
COPY src/Scrutiny.Cli/Scrutiny.Cli.csproj src/Scrutiny.Cli/packages.lock.json src/Scrutiny.Cli/
RUN dotnet restore src/Scrutiny.Cli --locked-mode

COPY src src
COPY sql sql
RUN dotnet publish src/Scrutiny.Cli --no-restore -c Release -o /programs/Scrutiny.Cli \
 && dotnet publish src/Scrutiny.Ingest --no-restore -c Release -o /programs/Scrutiny.Ingest \
 && dotnet publish src/Scrutiny.Web --no-restore -c Release -o /programs/Scrutiny.Web

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Charts as PNG, with the font that stands for Arial.
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends librsvg2-bin fonts-liberation \
 && rm -rf /var/lib/apt/lists/*
# SCRUTINY_HOME is where the programs look for dashboards/; SCRUTINY_DATA holds inboxes and locks.
ENV SCRUTINY_HOME=/scrutiny SCRUTINY_DATA=/var/lib/scrutiny DOTNET_EnableDiagnostics=0
COPY --from=build /programs /scrutiny
COPY dashboards /scrutiny/dashboards
COPY --chmod=755 docker/verb /scrutiny/verb
# Made here, so that a new volume at this place belongs to the user who writes it.
RUN install -d -m 700 -o "$APP_UID" -g "$APP_UID" /var/lib/scrutiny /var/lib/scrutiny/keys
USER $APP_UID
WORKDIR /scrutiny
ENTRYPOINT ["dotnet"]
