package org.narq2t.run;

import java.util.List;
import java.util.Map;
import org.narq2t.evaluation.Protocol;

/**
 * The cells that a run found, as they do on its device.
 *
 * @param predictor that is recommended; empty if latency was not predicted
 * @param errorMs its expected root mean squared error
 * @param reported what each protocol reports
 * @param violations the distinct candidates that break a limit, or whose latency is unknown
 */
public record CellsOnDevice(
    String device,
    String predictor,
    double errorMs,
    Map<Protocol, FoundCell> reported,
    List<FoundCell> violations) {}
