package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench101.VertexOperator;

/** NAS-Bench-101. */
record NasBench101Words(NasBench101 space) implements SpaceWords {

  @Override
  public String key() {
    return "nb101";
  }

  @Override
  public String name() {
    return "NAS-Bench-101";
  }

  @Override
  public String noun() {
    return "cells";
  }

  @Override
  public List<String> operators() {
    return Arrays.stream(VertexOperator.values()).map(CellGraphDrawing::label).toList();
  }

  @Override
  public String operatorPlaces() {
    return "vertices";
  }

  @Override
  public boolean countsVertices() {
    return true;
  }

  @Override
  public String drawing(String description) {
    return CellGraphDrawing.svg(space.cell(space.indexOf(description)));
  }

  @Override
  public String publishedTaus() {
    return Messages.text("nasbench101.published-taus");
  }
}
