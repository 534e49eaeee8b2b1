package org.narq2t.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where a browser gives the token, once. */
@Path(LoginPage.PATH)
@Produces(MediaType.TEXT_HTML)
public class LoginPage {
  static final String PATH = "/login";

  private final Token token;

  LoginPage(Token token) {
    this.token = token;
  }

  @GET
  @Operation(hidden = true)
  public Response open(@QueryParam("token") Optional<String> given, @Context UriInfo uri) {
    return given
        .map(value -> answer(value, uri))
        .orElseGet(() -> token.isRequired() ? Response.ok(form("")).build() : toTheRuns());
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response login(@Context HttpServerRequest request, @Context UriInfo uri) {
    return answer(Objects.requireNonNullElse(request.getFormAttribute("token"), ""), uri);
  }

  private Response answer(String given, UriInfo uri) {
    if (!token.isRequired()) {
      return toTheRuns();
    }
    if (!token.isRight(given)) {
      return Response.status(401).entity(form("That is not the token.")).build();
    }
    NewCookie cookie =
        new NewCookie.Builder(Token.COOKIE)
            .value(token.session().orElseThrow())
            .path("/")
            .httpOnly(true)
            .secure(uri.getRequestUri().getScheme().equals("https"))
            .sameSite(NewCookie.SameSite.STRICT)
            .build();
    return Response.seeOther(URI.create("/")).cookie(cookie).build();
  }

  private static Response toTheRuns() {
    return Response.seeOther(URI.create("/")).build();
  }

  /**
   * The page; it needs no file, so that nothing else must be open to who does not know the token.
   */
  static String form(String message) {
    return """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>narq2t: log in</title></head>
        <body>
        <main>
        <h1>narq2t</h1>
        <p role="alert">%s</p>
        <form method="post" action="/login">
        <p><label for="token">The token that the service was started with (NARQ2T_TOKEN)</label></p>
        <p><input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
        <button type="submit">Log in</button></p>
        </form>
        </main>
        </body>
        </html>
        """
        .formatted(message);
  }
}
