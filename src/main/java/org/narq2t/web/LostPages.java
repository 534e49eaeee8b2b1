package org.narq2t.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.narq2t.web.pages.MissingPage;

/** An address at which there is nothing: a page for a browser, for others a {@link Problem}. */
final class LostPages {
  private static final String WHY = "There is no such resource";

  @ServerExceptionMapper
  Response lost(NotFoundException error, ContainerRequestContext request) {
    String accepted = String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT));
    boolean browser =
        accepted.contains(MediaType.TEXT_HTML)
            && !request.getUriInfo().getPath().startsWith("/api/");
    return browser
        ? Response.status(404)
            .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
            .entity(MissingPage.because("There is no such page.").html())
            .build()
        : Response.status(404).type(Problem.MEDIA_TYPE).entity(Problem.of(404, WHY)).build();
  }
}
