package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The dashboard of the packaged application in a browser: one user's visit, step by step. */
@Timeout(240)
@EnabledIf(
    value = "org.narq2t.web.Browser#isInstalledOrNeeded",
    disabledReason =
        "No browser to test with: install Debian's packages chromium and chromium-driver")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {
  private static final String STUDY = "/studies/leaderboard-search";
  private static final String MISSING = "/runs/999";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/new",
          "/search",
          "/predict?run=1",
          "/runs/1",
          "/runs/2",
          "/compare?run=1&run=2",
          "/runs/3",
          "/new?from=1",
          "/studies",
          "/studies/table2",
          STUDY,
          MISSING,
          "/login");

  @TempDir static Path folder;
  private static PackagedService service;
  private static Browser browser;

  @BeforeAll
  static void serve() throws Exception {
    assertThat(Browser.isInstalled())
        .as("Debian's packages chromium and chromium-driver are installed")
        .isTrue();
    service = new PackagedService(folder);
    browser = new Browser(service.site(), folder.resolve("profile"));
  }

  @AfterAll
  static void end() throws Exception {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    if (browser != null) {
      browser.close();
    }
    if (service != null) {
      service.close();
    }
    for (ProcessHandle process : started) { // they write into the folder that is deleted next
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void nothingWentWrongInThePage() {
    assertThat(browser.errors()).isEmpty();
  }

  /** Opens a page; of one that is not there the console says so, and nothing else. */
  private static void open(String path) {
    browser.open(path);
    if (path.equals(MISSING)) {
      assertThat(browser.errors()).singleElement().asString().contains("404");
    }
  }

  private static void awaitReadyForm() {
    browser.await(
        "the form is valid",
        page ->
            page.find("#verdict").getText().startsWith("Ready")
                && page.find("#submit").isEnabled());
  }

  private static void awaitState(String state) {
    browser.await(
        "the run is " + state,
        page ->
            page.find("#state").getText().equals(state)
                && page.find("#announcement").getAttribute("textContent").contains(state));
  }

  @Test
  @Order(1)
  void aWrongValueIsToldBesideItsFieldAndNothingStarts() throws Exception {
    browser.open("/new");
    new Select(browser.find("#preset")).selectByVisibleText("dev");
    browser.await(
        "the preset's settings are shown",
        page -> page.find("#yaml").getText().contains("preset: \"dev\""));
    browser.findLink("a small run of a few seconds").click();
    browser.await(
        "the small run's form is shown", page -> page.path().equals("/new?example=smoke"));
    String epochs = "[data-key='predictor.training.epochs']";
    awaitReadyForm();

    browser.type(epochs, "-3");

    browser.await(
        "the field is marked", page -> page.find(epochs).getAttribute("aria-invalid") != null);
    WebElement error = browser.find("#" + browser.find(epochs).getAttribute("id") + "-error");
    assertThat(error.isDisplayed()).isTrue();
    assertThat(error.getText()).contains("predictor.training.epochs", "-3");
    assertThat(browser.find(epochs).getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.find(epochs).getAttribute("aria-describedby").split(" "))
        .contains(error.getAttribute("id"));
    assertThat(browser.findAll("[aria-invalid]")).hasSize(1);
    assertThat(browser.find("#submit").isEnabled()).isFalse();
    browser.photograph("new");
  }

  @Test
  @Order(2)
  void theMendedFormStartsARunByEnterAndItsPageFollowsItToTheEnd() throws Exception {
    String epochs = "[data-key='predictor.training.epochs']";
    browser.type(epochs, "5");
    awaitReadyForm();
    assertThat(browser.findAll("[aria-invalid]")).isEmpty();

    browser.find(epochs).sendKeys(Keys.ENTER);

    browser.await("the run's page is shown", page -> page.path().equals("/runs/1"));
    browser.script("window.loadedOnce = true");
    awaitState("finished");
    assertThat(browser.<Boolean>script("return window.loadedOnce === true")).isTrue();
    assertThat(browser.drawn())
        .hasSizeGreaterThan(8)
        .contains("Losses by epoch", "Confusion matrix of tiers")
        .containsExactlyElementsOf(browser.shown());
    assertThat(PageLayout.crowded(browser)).isEmpty();
    assertThat(browser.find("#candidates tbody tr code").getText()).contains("~0|+|");
    assertThat(browser.find(".banner").getText()).contains("Surrogate");
    browser.photograph("finished");
    browser.script("document.getElementById('ranking').scrollIntoView()");
    browser.photograph("finished-ranking");
  }

  @Test
  @Order(3)
  void aCloneWithMoreEpochsIsWatchedAndCancelled() throws Exception {
    browser.button("Clone with changes").click();
    browser.await("the form is shown", page -> page.path().equals("/new?from=1"));
    browser.type("[data-key='predictor.training.epochs']", "3000");
    browser.await(
        "the configuration follows", page -> page.find("#yaml").getText().contains("epochs: 3000"));
    awaitReadyForm();
    browser.find("#submit").click();
    browser.await("the run's page is shown", page -> page.path().equals("/runs/2"));
    browser.await(
        "epochs come in",
        page -> page.find("#training-text").getText().matches("Epoch \\d\\d+ of 3000: loss .*"));
    assertThat(browser.find("#state").getText()).isEqualTo("running");
    assertThat(browser.find("[aria-current=step]").getText()).isEqualTo("train");
    browser.await("losses are drawn", page -> page.drawn().contains("Losses by epoch"));
    browser.photograph("live");

    browser.button("Cancel").click();

    awaitState("cancelled");
    assertThat(browser.findAll("[data-action=cancel]")).isEmpty();
    browser.open("/");
    assertThat(browser.find("[data-run='1'] .state").getText()).isEqualTo("finished");
    assertThat(browser.find("[data-run='2'] .badge").getText()).isEqualTo("cancelled");
    browser.photograph("list");
  }

  @Test
  @Order(4)
  void runsChosenInTheListAreComparedByWhatDiffers() throws Exception {
    browser.open("/");
    browser.await("nothing is chosen", page -> !page.find("#compare").isEnabled());
    browser.find("[data-run='1'] input").sendKeys(Keys.SPACE);
    browser.find("[data-run='2'] input").sendKeys(Keys.SPACE);
    browser.await(
        "two are chosen", page -> page.find("#compare").getText().equals("Compare 2 runs"));

    browser.find("#compare").click();

    browser.await("they are compared", page -> page.path().startsWith("/compare?"));
    List<WebElement> differences = browser.findAll("tr.differs");
    assertThat(differences).hasSize(1);
    assertThat(differences.get(0).findElement(By.tagName("th")).getText())
        .isEqualTo("predictor.training.epochs");
    assertThat(differences.get(0).getText()).contains("3000", "5", "differs");
    browser.await("curves are drawn", page -> page.drawn().size() > 3);
    assertThat(browser.drawn())
        .contains("Training loss by epoch, one line for runs that differ in the seed alone");
    browser.photograph("compare");
  }

  @Test
  @Order(5)
  void aSearchIsStartedByItsFormAndItsPredictorIsAsked() throws Exception {
    browser.open("/search");
    browser.type("#budget", "15");
    assertThat(browser.find("#command").getText()).contains("--budget 15");
    browser.find("#budget").sendKeys(Keys.ENTER);
    browser.await("the run's page is shown", page -> page.path().equals("/runs/3"));
    browser.await("it is over", page -> page.find("#state").getText().equals("finished"));

    browser.button("Predict").click();
    browser.await("the form is shown", page -> page.path().equals("/predict?run=3"));
    browser.type("#top", "7");
    browser.find("#ask").click();
    browser.await("it answers", page -> page.findAll("#predictions tr").size() == 7);
    browser.type("#architectures", "15624");
    browser.find("#ask").click();
    browser.await("it answers", page -> page.findAll("#predictions tr").size() == 1);
    assertThat(browser.find("#predictions").getText()).startsWith("15624 ").contains("~0|+|");
    assertThat(browser.find("#refused").getText()).isEmpty();
  }

  @Test
  @Order(6)
  void aStudyOfThreeSeedsIsDrawnAsBoxes() throws Exception {
    browser.open(STUDY);
    browser.script(
        """
        fetch(`/api/v1${location.pathname}/runs`, {
          method: 'POST', headers: {'Content-Type': 'application/json'},
          body: '{"axes": {"dataset": ["cifar10"], "search": ["random", "local"]}, "seeds": [0, 1, 2]}',
        });
        """);
    browser.await(
        "six runs are finished",
        page -> "6".equals(page.find("#progress progress").getAttribute("value")));
    browser.open(STUDY);

    browser.await(
        "boxes are drawn",
        page -> page.drawn().toString().contains("the chosen column over the seeds"));
    browser.script("document.querySelector('[data-draws=boxes]').scrollIntoView()");
    browser.photograph("study");
  }

  @Test
  @Order(7)
  void theListIsSortedFilteredAndPagedAndKeepsTicksAndColumns() {
    browser.script("sessionStorage.clear()"); // the runs that were compared are chosen still
    browser.open("/?offset=5");
    browser.find("[data-run='1'] input").click();
    browser.findLink("newer").click();
    browser.await("the first page is shown", page -> page.path().equals("/?offset=0"));
    browser.find("[data-run='9'] input").click();
    browser.await(
        "ticks of both pages count",
        page -> page.find("#compare").getText().equals("Compare 2 runs"));
    browser.find("[data-run='9'] input").click();
    browser.find("[data-run='1'] input").click();

    new Select(browser.find("[name=preset]")).selectByVisibleText("as-released");
    new Select(browser.find("[name=sort]")).selectByVisibleText("oldest");
    browser.find(".filters button").click();
    browser.await(
        "runs of the preset are listed, the oldest first",
        page ->
            page.findAll("[data-run]").stream()
                .map(row -> row.getAttribute("data-run"))
                .toList()
                .equals(List.of("1", "2")));

    browser.find("#columns summary").click();
    WebElement queries = browser.find("#columns label:nth-of-type(2) input");
    queries.click();
    assertThat(browser.find("[data-label=queries]").isDisplayed()).isFalse();
    browser.open("/");
    assertThat(browser.find("[data-label=queries]").isDisplayed()).isFalse();
    browser.find("#columns summary").click();
    browser.find("#columns label:nth-of-type(2) input").click();
    assertThat(browser.find("[data-label=queries]").isDisplayed()).isTrue();
  }

  @Test
  @Order(8)
  void everyPageTellsScreenReadersWhatIsOnIt() {
    for (String path : PAGES) {
      open(path);

      assertThat(browser.find("html").getAttribute("lang")).as(path).isEqualTo("en");
      assertThat(browser.findAll("h1")).as(path).hasSize(1);
      assertThat(browser.findAll("main")).as(path).hasSize(1);
      assertThat(browser.find("main").getAriaRole()).as(path).isEqualTo("main");
      assertThat(browser.findAll("input, select, textarea, button, a, progress, [role=img]"))
          .filteredOn(WebElement::isDisplayed)
          .as(path)
          .isNotEmpty()
          .allSatisfy(
              element ->
                  assertThat(element.getAccessibleName())
                      .as(() -> element.getAttribute("outerHTML"))
                      .isNotBlank());
      assertThat(
              browser.<List<String>>script(
                  """
                  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
                  return ids.filter((id, at) => ids.indexOf(id) !== at);
                  """))
          .as("ids that are there twice on " + path)
          .isEmpty();
    }
  }

  @Test
  @Order(9)
  void everyPageHasDrawnItsPlotsAndItsConsoleIsSilent() {
    for (String path : PAGES) {
      open(path);

      browser.await("all plots are drawn", page -> page.drawn().equals(page.shown()));
      assertThat(
              browser.<List<String>>script(
                  """
                  return [...document.querySelectorAll('.plot')].filter((place) => place.offsetParent)
                    .filter((place) => !place.nextElementSibling.matches('button.save')
                      || !/^<svg [^]*<path [^]*<.svg>$/.test(plots.svg(place)))
                    .map((place) => place.getAttribute('aria-label'));
                  """))
          .as("plots without SVG on " + path)
          .isEmpty();
      assertThat(browser.errors()).as(path).isEmpty();
    }
  }

  @Test
  @Order(10)
  void tabReachesNewRunAndTheFocusIsSeen() {
    browser.open("/");
    browser.focused().sendKeys(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
    WebElement button = browser.button("New run");
    for (int tabs = 0; tabs < 10 && !browser.focused().equals(button); tabs++) {
      browser.focused().sendKeys(Keys.TAB);
    }

    assertThat(browser.focused()).isEqualTo(button);
    assertThat(button.getCssValue("outline-style")).isEqualTo("solid");
    assertThat(button.getCssValue("outline-width")).isEqualTo("3px");
    button.sendKeys(Keys.ENTER);
    browser.await("the form is shown", page -> page.path().equals("/new"));
  }

  @Test
  @Order(11)
  void darkColoursAreThoseOfTheSystem() throws Exception {
    browser.open("/runs/1");
    String background =
        "return getComputedStyle(document.body).backgroundColor"
            + " + getComputedStyle(document.documentElement).backgroundColor";
    String light = browser.script(background);

    browser.prefer("dark");

    browser.await("the page is dark", page -> !light.equals(page.script(background)));
    browser.photograph("finished-dark");
    browser.prefer("light");
  }

  @Test
  @Order(12)
  void onAPhoneNoPageScrollsSideways() throws Exception {
    browser.size(390, 844);
    for (String path : PAGES) {
      open(path);
      assertThat(browser.<Long>script("return window.innerWidth")).isEqualTo(390);
      assertThat(browser.<Long>script("return document.documentElement.scrollWidth"))
          .as(path)
          .isLessThanOrEqualTo(390);
      browser.photograph(
          "phone" + (path.equals("/") ? "-list" : path).replaceAll("\\?.*", "").replace("/", "-"));
    }
  }

  @Test
  @Order(13)
  void aReportIsOneFileThatIsReadWithoutTheServiceAndPrinted() throws Exception {
    Path report = folder.resolve("run-1.html");
    HttpResponse<Path> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(service.site() + "/api/v1/runs/1/report"))
                    .build(),
                BodyHandlers.ofFile(report));
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    browser.size(1280, 1400);
    browser.open(report);
    browser.await("all plots are drawn", page -> page.drawn().equals(page.shown()));
    assertThat(browser.drawn()).hasSizeGreaterThan(8);

    browser.paper(true);

    assertThat(PageLayout.cutOnPaper(browser)).isEmpty();
    assertThat(browser.find(".settings pre").getText()).contains("strategy:");
    browser.paper(false);
    assertThat(browser.findAll(".drawing, details[open], .paper")).isEmpty();
    browser.script("addEventListener('beforeprint', () => { window.printed = true; })");
    browser.print("report");
    assertThat(browser.<Boolean>script("return window.printed === true")).isTrue();
    assertThat(browser.findAll(".drawing")).isEmpty();
  }

  @Test
  @Order(14)
  void chosenRunsAreDeletedTogether() {
    browser.open("/?preset=as-released");
    browser.find("[data-run='1'] input").click();
    browser.find("[data-run='2'] input").click();
    browser.await("both can go", page -> page.find("#delete").getText().equals("Delete 2 runs"));

    browser.find("#delete").click();
    assertThat(browser.find("#sure-runs").getText()).isEqualTo("Runs 1, 2.");
    browser.find("#sure .danger").click();

    browser.await("they are gone", page -> page.findAll("[data-run]").isEmpty());
    browser.open("/");
    assertThat(browser.findAll("[data-run]")).hasSize(7);
  }
}
