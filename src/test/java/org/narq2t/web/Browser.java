package org.narq2t.web;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a window, on one site. */
public final class Browser implements AutoCloseable {
  static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String site;
  private final ChromeDriver driver;

  /**
   * @param site address without a path
   * @param profile a folder of its own
   */
  public Browser(String site, Path profile) {
    this.site = site;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1400",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    File executable = DRIVER.toFile(); // given, so that Selenium downloads none
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(executable).build(), options);
  }

  public static boolean isInstalled() {
    return Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM);
  }

  /** Where results count, a browser that lacks is a failure. */
  public static boolean isInstalledOrNeeded() {
    return isInstalled()
        || System.getenv("CI") != null
        || System.getenv("NARQ2T_REQUIRE_BROWSER") != null;
  }

  public void open(String path) {
    driver.get(site + path);
  }

  /** Opens a file, as somebody who got it by mail does. */
  void open(Path file) {
    driver.get(file.toUri().toString());
  }

  /** Path and query of the page that is shown. */
  String path() {
    return driver.getCurrentUrl().substring(site.length());
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> findAll(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement button(String text) {
    return driver.findElement(
        By.xpath(
            "//*[(self::button or self::a) and contains(@class, 'button') and normalize-space()='%s']"
                .formatted(text)));
  }

  WebElement findLink(String text) {
    return driver.findElement(By.linkText(text));
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Replaces what is in a field, by the keyboard. */
  void type(String css, String text) {
    find(css).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Until it is true of the page, which may replace its elements meanwhile. */
  public void await(String what, Function<Browser, Boolean> condition) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
        .withMessage(
            () ->
                what
                    + "; the page "
                    + path()
                    + " says: "
                    + find("main").getText().lines().limit(25).toList())
        .until((WebDriver any) -> condition.apply(this));
  }

  @SuppressWarnings("unchecked")
  <T> T script(String body, Object... arguments) {
    return (T) driver.executeScript(body, arguments);
  }

  /** What went wrong in the page since the last call: exceptions, and what could not be loaded. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Plots that are shown and have a canvas with at least one point, by what they are called. */
  public List<String> drawn() {
    return script(
        """
        return [...document.querySelectorAll('.plot')]
          .filter((place) => place.offsetParent && place.querySelector('canvas'))
          .filter((place) => echarts.getInstanceByDom(place).getOption().series.some((s) => s.data.length > 0))
          .map((place) => place.getAttribute('aria-label'));
        """);
  }

  /** Plots that are shown, drawn or not, by what they are called. */
  public List<String> shown() {
    return findAll(".plot").stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getAccessibleName)
        .toList();
  }

  void prefer(String colourScheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
  }

  /** CSS pixels; a window itself cannot be as narrow as a phone. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Prints the page; for humans to look at: {@code target/screenshots/NAME.pdf}. */
  void print(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    String pdf = driver.print(new PrintOptions()).getContent();
    Files.write(SCREENSHOTS.resolve(name + ".pdf"), Base64.getDecoder().decode(pdf));
  }

  /** Shows the page as paper that is 190 mm wide does, or as a screen again. */
  void paper(boolean shown) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", shown ? "print" : ""));
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", shown));
    size(shown ? 718 : 1280, 1400);
    script("dispatchEvent(new Event(arguments[0]))", shown ? "beforeprint" : "afterprint");
  }

  /** For humans to look at: {@code target/screenshots/NAME.png}. */
  void photograph(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
