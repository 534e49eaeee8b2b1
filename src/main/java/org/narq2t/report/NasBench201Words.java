package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.space.nasbench201.Operator;

/** NAS-Bench-201. */
record NasBench201Words(NasBench201 space) implements SpaceWords {

  @Override
  public String key() {
    return "nb201";
  }

  @Override
  public String name() {
    return "NAS-Bench-201";
  }

  @Override
  public String noun() {
    return "architectures";
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
  public boolean countsVertices() {
    return false;
  }

  @Override
  public String drawing(String description) {
    return CellDrawing.svg(space.codes(space.indexOf(description)));
  }

  @Override
  public String publishedTaus() {
    return "";
  }
}
