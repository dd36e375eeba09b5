FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Packages first: an edit of a source line restores nothing anew.
COPY global.json Directory.*.props ./
COPY src/SinoRussia.Essays/*.csproj src/SinoRussia.Essays/
COPY src/SinoRussia.Bundler/*.csproj src/SinoRussia.Bundler/
COPY src/SinoRussia.Web/*.csproj src/SinoRussia.Web/*.targets src/SinoRussia.Web/
RUN dotnet restore src/SinoRussia.Web -p:_IsPublishing=true -p:Configuration=Release
COPY . .
RUN dotnet publish src/SinoRussia.Web --configuration Release --no-restore --output /app
RUN mkdir /data

# Chiseled "extra" has no shell and no package manager, but ICU and time zones, which names in many scripts want.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV Data__Folder=/data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["dotnet", "SinoRussia.Web.dll", "healthz"]
ENTRYPOINT ["dotnet", "SinoRussia.Web.dll"]
