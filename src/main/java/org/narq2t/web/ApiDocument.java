package org.narq2t.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Completes the OpenAPI document with what holds for every endpoint: its errors and its token. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
  private static final String TOKEN = "token";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getPaths().getPathItems().forEach(ApiDocument::complete);
    describeRuns(document.getComponents().getSchemas().get("RunDescription"));
    document
        .getComponents()
        .addSecurityScheme(
            TOKEN,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("Needed where the service was started with NARQ2T_TOKEN"));
    document.addSecurityRequirement(OASFactory.createSecurityRequirement());
    document.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
  }

  private static void complete(String path, PathItem item) {
    for (Operation operation : item.getOperations().values()) {
      if (path.contains("{id}")) {
        operation.getResponses().addAPIResponse("404", problem("There is no such run"));
      }
      if (operation.getRequestBody() != null) {
        operation
            .getResponses()
            .addAPIResponse(
                "400", problem("Something in the body cannot be; the problem names it"));
      }
      operation
          .getResponses()
          .addAPIResponse("default", problem("Refused or failed; the problem says why"));
    }
  }

  /** Times and stages that a run may not have yet: its record knows no OpenAPI. */
  private static void describeRuns(Schema run) {
    for (String time : List.of("started_at", "finished_at")) {
      run.getProperties().get(time).setRef(null);
      run.getProperties().get(time).setFormat("date-time");
    }
    for (String text : List.of("started_at", "finished_at", "stage")) {
      run.getProperties().get(text).setType(List.of(SchemaType.STRING, SchemaType.NULL));
    }
    Schema figure = run.getProperties().get("figures").getAdditionalPropertiesSchema();
    figure.setType(List.of(SchemaType.NUMBER, SchemaType.NULL));
  }

  private static APIResponse problem(String description) {
    Content content =
        OASFactory.createContent()
            .addMediaType(
                Problem.MEDIA_TYPE,
                OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    return OASFactory.createAPIResponse().description(description).content(content);
  }
}
