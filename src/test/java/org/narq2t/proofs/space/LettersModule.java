package org.narq2t.proofs.space;

import java.util.List;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.EvaluatorSettings;
import org.narq2t.run.AddedModules;
import org.narq2t.run.Module;
import org.narq2t.run.RunContext;
import org.narq2t.space.EndlessSpaceModule;
import org.narq2t.space.Space;
import org.narq2t.space.Task;

/** Adds {@link Letters} to the program, and {@link ManyLetters}, which evaluates them. */
public final class LettersModule implements AddedModules {

  /** Nothing can be set. */
  public record ManyLettersSettings() implements EvaluatorSettings {}

  @Override
  public List<EndlessSpaceModule> endlessSpaces() {
    return List.of(
        new EndlessSpaceModule() {
          @Override
          public String name() {
            return "letters";
          }

          @Override
          public String key() {
            return "abc";
          }

          @Override
          public String title() {
            return "Letters";
          }

          @Override
          public List<Task> tasks() {
            return List.of(Task.CIFAR10);
          }

          @Override
          public Space open() {
            return new Letters();
          }
        });
  }

  @Override
  public List<Module<?, RunContext, Evaluator>> evaluators() {
    return List.of(
        new Module<>(
            "many-letters",
            ManyLettersSettings.class,
            (settings, run) -> new ManyLetters(run.landscape().space())));
  }
}
