package org.narq2t.space.nasbench201;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.narq2t.space.Presenter;
import org.narq2t.space.SpaceWords;
import org.narq2t.space.Task;

/** Shows NAS-Bench-201. */
record NasBench201Presenter(NasBench201 space) implements Presenter {
  private static final int STAGES = 3;
  private static final SpaceWords WORDS = new SpaceWords("nasbench201");

  @Override
  public String key() {
    return NasBench201Module.KEY;
  }

  @Override
  public String title() {
    return NasBench201Module.TITLE;
  }

  @Override
  public List<String> operators() {
    return Arrays.stream(Operator.values()).map(CellDrawing::label).toList();
  }

  @Override
  public String operatorPlaces() {
    return "edges";
  }

  @Override
  public String drawing(String description) {
    return CellDrawing.svg(space.codes(space.indexOf(description)));
  }

  @Override
  public String publishedTaus() {
    return WORDS.publishedTaus();
  }

  @Override
  public String paperDrawing(Task task) {
    return WORDS.paperDrawing(task);
  }

  /** FLOPs and parameters of each operator in a cell of each stage. */
  @Override
  public List<Figures> figures(int architecture, Task task) {
    List<List<String>> rows = new ArrayList<>();
    int[] codes = space.codes(architecture);
    for (int e = 0; e < codes.length; e++) {
      Edge edge = NasBench201.EDGES.get(e);
      Operator operator = Operator.of(codes[e]);
      List<String> row = new ArrayList<>();
      row.add(edge.from() + " -> " + edge.to());
      row.add(operator.officialName());
      byStage(row, cell -> CellCosts.flops(operator, cell, task));
      byStage(row, cell -> CellCosts.parameters(operator, cell));
      rows.add(row);
    }
    return List.of(
        new Figures(
            "Operators: FLOPs and parameters in a cell of each stage (cells 1-5, 6-10, 11-15)",
            List.of(
                "edge",
                "operator",
                "FLOPs 1",
                "FLOPs 2",
                "FLOPs 3",
                "params 1",
                "params 2",
                "params 3"),
            rows));
  }

  private static void byStage(List<String> row, IntToLongFunction ofCell) {
    for (int stage = 0; stage < STAGES; stage++) {
      row.add(
          String.format(Locale.ROOT, "%,d", ofCell.applyAsLong(stage * CellCosts.CELLS / STAGES)));
    }
  }

  @Override
  public void write(JsonGenerator json, int architecture, Task task) throws IOException {
    json.writeStringField("arch_str", space.describe(architecture));
    json.writeStringField("dataset", task.key());
    json.writeNumberField("total_flops", space.flops(architecture, task));
    json.writeNumberField("total_params", space.parameters(architecture, task));
    json.writeArrayFieldStart("operators");
    int[] codes = space.codes(architecture);
    for (int e = 0; e < codes.length; e++) {
      Operator operator = Operator.of(codes[e]);
      json.writeStartObject();
      json.writeNumberField("from", NasBench201.EDGES.get(e).from());
      json.writeNumberField("to", NasBench201.EDGES.get(e).to());
      json.writeStringField("operator", operator.officialName());
      byCell(json, "flops", cell -> CellCosts.flops(operator, cell, task));
      byCell(json, "params", cell -> CellCosts.parameters(operator, cell));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void byCell(JsonGenerator json, String field, IntToLongFunction ofCell)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (int cell = 0; cell < CellCosts.CELLS; cell++) {
      json.writeNumber(ofCell.applyAsLong(cell));
    }
    json.writeEndArray();
  }
}
