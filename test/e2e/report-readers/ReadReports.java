import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/** `ReadReports PARSER FOLDER FILE`: what violations-lib finds in a report, a line each: file, line. */
public class ReadReports {
  public static void main(String[] args) {
    ViolationsApi api = ViolationsApi.violationsApi().withPattern(".*" + args[2] + "$").inFolder(args[1]);
    for (Violation one : api.findAll(Parser.valueOf(args[0])).violations())
      System.out.println(one.getFile() + ":" + one.getStartLine());
  }
}
