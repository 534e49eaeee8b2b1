package org.narq2t.space;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** How a space is shown: its names, its words, its drawings, and one architecture in figures. */
public interface Presenter {

  /** The presenter of a space that has no words of its own. */
  static Presenter plain(SearchSpace space) {
    return () -> space;
  }

  /** The space that is shown. */
  SearchSpace space();

  /** The short name, in folders and on the command line: {@code nb201}. */
  default String key() {
    return space().name();
  }

  /** The name in headings: {@code NAS-Bench-201}. */
  default String title() {
    return space().name();
  }

  /** The noun for its members: architectures, or cells. */
  default String noun() {
    return "architectures";
  }

  /** The names of operators in drawings and histograms, by code. */
  default List<String> operators() {
    return space().operatorKinds();
  }

  /** The places of operators: edges, or vertices. */
  default String operatorPlaces() {
    return "vertices";
  }

  /** Whether cells have different numbers of vertices. */
  default boolean countsVertices() {
    return false;
  }

  /** An architecture as inline SVG; empty if there is no drawing. */
  default String drawing(String description) {
    return "";
  }

  /** Published values of Kendall's tau, a sentence for captions; empty if there are none. */
  default String publishedTaus() {
    return "";
  }

  /** Where the paper draws what its authors found, a sentence; empty if it does not. */
  default String paperDrawing(Task task) {
    return "";
  }

  /** A table about one architecture. */
  record Figures(String title, List<String> header, List<List<String>> rows) {}

  /** The parts and costs of an architecture. */
  default List<Figures> figures(int architecture, Task task) {
    return List.of();
  }

  /** Writes the fields of a JSON object that has the index already. */
  default void write(JsonGenerator json, int architecture, Task task) throws IOException {
    json.writeStringField("architecture", space().describe(architecture));
    json.writeNumberField("flops", space().flops(architecture, task));
    json.writeNumberField("parameters", space().parameters(architecture, task));
  }
}
