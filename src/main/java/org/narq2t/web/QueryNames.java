package org.narq2t.web;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what is asked for and would be ignored: {@code ?dateset=cifar10} listed all runs. */
final class QueryNames {

  @ServerRequestFilter
  void requireKnown(ResourceInfo resource, UriInfo uri) {
    if (uri.getQueryParameters().isEmpty()) {
      return;
    }
    Set<String> known =
        Arrays.stream(resource.getResourceMethod().getParameters())
            .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
            .map(parameter -> parameter.getAnnotation(QueryParam.class).value())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String given : uri.getQueryParameters().keySet()) {
      if (!known.contains(given)) {
        throw Refused.field(
            given,
            "unknown parameter '%s'; allowed: %s"
                .formatted(given, known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }
}
