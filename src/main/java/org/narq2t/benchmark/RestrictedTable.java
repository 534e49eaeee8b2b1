package org.narq2t.benchmark;

import java.util.List;
import org.narq2t.ledger.Split;
import org.narq2t.space.Dataset;
import org.narq2t.space.RestrictedSpace;

/** The rows of a table that belong to the members of a restricted space. */
public final class RestrictedTable implements BenchmarkTable {

  private final BenchmarkTable whole;
  private final int[] members;

  /** Restricts a table of the whole space. */
  public RestrictedTable(BenchmarkTable whole, RestrictedSpace space) {
    this.whole = whole;
    this.members = space.members();
  }

  @Override
  public int size() {
    return members.length;
  }

  @Override
  public double accuracy(int architecture, Dataset dataset, Split split) {
    return whole.accuracy(members[architecture], dataset, split);
  }

  @Override
  public double latency(int architecture, Dataset dataset) {
    return whole.latency(members[architecture], dataset);
  }

  @Override
  public List<String> devices(Dataset dataset) {
    return whole.devices(dataset);
  }

  @Override
  public double latencyMs(int architecture, Dataset dataset, String device) {
    return whole.latencyMs(members[architecture], dataset, device);
  }

  @Override
  public Provenance provenance() {
    return whole.provenance();
  }
}
