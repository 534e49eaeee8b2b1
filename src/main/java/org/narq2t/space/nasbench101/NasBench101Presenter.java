package org.narq2t.space.nasbench101;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.narq2t.space.Presenter;
import org.narq2t.space.SpaceWords;
import org.narq2t.space.Task;

/** Shows NAS-Bench-101. */
record NasBench101Presenter(NasBench101 space) implements Presenter {
  static final SpaceWords WORDS = new SpaceWords("nasbench101");

  /** The cells of a network that differ: the first of a stack doubles the channels, but one. */
  private enum Place {
    STACK_0("stack 0", 0),
    STACK_1_FIRST("stack 1, first", 3),
    STACK_1("stack 1, others", 4),
    STACK_2_FIRST("stack 2, first", 6),
    STACK_2("stack 2, others", 7);

    private final String text;
    private final int place;

    Place(String text, int place) {
      this.text = text;
      this.place = place;
    }
  }

  @Override
  public String key() {
    return NasBench101Module.KEY;
  }

  @Override
  public String title() {
    return NasBench101Module.TITLE;
  }

  @Override
  public String noun() {
    return "cells";
  }

  @Override
  public List<String> operators() {
    return Arrays.stream(VertexOperator.values()).map(CellDrawing::label).toList();
  }

  @Override
  public boolean countsVertices() {
    return true;
  }

  @Override
  public String drawing(String description) {
    return CellDrawing.svg(space.cell(space.indexOf(description)));
  }

  @Override
  public String publishedTaus() {
    return WORDS.publishedTaus();
  }

  @Override
  public String paperDrawing(Task task) {
    return WORDS.paperDrawing(task);
  }

  /** The graph, and channels, FLOPs and parameters of each vertex in the cells that differ. */
  @Override
  public List<Figures> figures(int architecture, Task task) {
    Cell cell = space.cell(architecture);
    CellCosts costs = new CellCosts(cell);
    return List.of(
        graph(cell),
        byVertex(cell, "Channels", p -> Arrays.stream(costs.channels(p)).asLongStream().toArray()),
        byVertex(cell, "FLOPs", costs::flops),
        byVertex(cell, "Parameters", costs::parameters));
  }

  private static Figures graph(Cell cell) {
    List<List<String>> rows = new ArrayList<>();
    int[][] adjacency = cell.adjacency();
    for (int from = 0; from < cell.vertices(); from++) {
      int[] edges = adjacency[from];
      List<String> row = new ArrayList<>(List.of(Integer.toString(from), operator(cell, from)));
      Arrays.stream(edges).mapToObj(Integer::toString).forEach(row::add);
      rows.add(row);
    }
    List<String> header = new ArrayList<>(List.of("from", "operator"));
    for (int to = 0; to < cell.vertices(); to++) {
      header.add("to " + to);
    }
    String title = "%d vertices, %d edges".formatted(cell.vertices(), cell.edgeCount());
    return new Figures(title, header, rows);
  }

  private static Figures byVertex(Cell cell, String quantity, IntFunction<long[]> values) {
    List<long[]> columns =
        Stream.of(Place.values()).map(place -> values.apply(place.place)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int vertex = 0; vertex < cell.vertices(); vertex++) {
      int v = vertex;
      rows.add(
          Stream.concat(
                  Stream.of(Integer.toString(v), operator(cell, v)),
                  columns.stream().map(column -> String.format(Locale.ROOT, "%,d", column[v])))
              .toList());
    }
    return new Figures(
        quantity + " of each vertex",
        Stream.concat(
                Stream.of("vertex", "operator"), Stream.of(Place.values()).map(place -> place.text))
            .toList(),
        rows);
  }

  private static String operator(Cell cell, int vertex) {
    return cell.operations().get(vertex);
  }

  /** The fields that the NAR authors' cell information dataset has of a cell's structure. */
  @Override
  public void write(JsonGenerator json, int architecture, Task task) throws IOException {
    CellInformationJson.writeModule(json, space, architecture);
    CellInformationJson.writeCosts(json, space, architecture);
  }
}
