package org.narq2t.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Which methods a path takes, for who asks it with OPTIONS or in vain with another one. */
@Singleton
class AllowedMethods {
  private final BeanManager beans;

  AllowedMethods(BeanManager beans) {
    this.beans = beans;
  }

  /** Answers OPTIONS by itself: the framework would name the methods of all paths together. */
  @ServerRequestFilter(preMatching = true)
  Optional<Response> options(ContainerRequestContext request) {
    return request.getMethod().equals(HttpMethod.OPTIONS)
        ? Optional.of(of(request.getUriInfo().getPath()))
            .filter(methods -> !methods.isEmpty())
            .map(methods -> Response.ok().allow(methods).build())
        : Optional.empty();
  }

  /** Those of a path, in alphabetical order; none if there is no such path. */
  Set<String> of(String path) {
    Map<String, Set<String>> byTemplate = new TreeMap<>();
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      if (bean.getBeanClass().isAnnotationPresent(Path.class)) {
        for (Method method : bean.getBeanClass().getDeclaredMethods()) {
          add(method, path(bean.getBeanClass().getAnnotation(Path.class)), byTemplate);
        }
      }
    }
    String asked = stripped(path);
    return byTemplate.keySet().stream()
        .filter(template -> asked.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
        .min(Comparator.comparingInt(template -> template.indexOf('{'))) // its own before any
        .map(byTemplate::get)
        .orElse(Set.of());
  }

  private static void add(Method method, String of, Map<String, Set<String>> byTemplate) {
    String template = stripped(of + "/" + path(method.getAnnotation(Path.class)));
    Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(named -> named != null)
        .forEach(
            named -> {
              Set<String> methods =
                  byTemplate.computeIfAbsent(
                      template, any -> new TreeSet<>(Set.of(HttpMethod.OPTIONS)));
              methods.add(named.value());
              if (named.value().equals(HttpMethod.GET)) {
                methods.add(HttpMethod.HEAD);
              }
            });
  }

  private static String path(Path path) {
    return path == null ? "" : stripped(path.value());
  }

  private static String stripped(String path) {
    return path.replaceAll("^/+|/+$", "");
  }
}
