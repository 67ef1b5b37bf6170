namespace Pandok.Planted;

/// <summary>An artificial patient with an artificial place and staff. Names begin with DEMO or are the textbook's; the rest is drawn by the seed.</summary>
internal sealed class Person
{
    private static readonly string[] Syllables = ["ka", "lo", "mi", "nu", "pe", "ri", "so", "ta", "vu", "wy", "xo", "za"];
    private static readonly string[] Hangul = ["길동", "길순", "갑돌", "갑순", "을동", "병순"];
    private static readonly string[] Hanja = ["吉洞", "吉順", "甲乭", "甲順", "乙洞", "丙順"];
    private static readonly int[] Weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

    public Person(Random random, Truth truth, int number)
    {
        string Word(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Syllables[random.Next(Syllables.Length)]));
        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
        var given = (number * 2 + random.Next(2)) % Hangul.Length;
        Family = truth.Identifies("Demo" + Word(2));
        Given = truth.Identifies("Pat" + Word(2));
        HangulGiven = truth.Identifies(Hangul[given]);
        HanjaGiven = truth.Identifies(Hanja[given]);
        Id = truth.Identifies("PX" + Digits(7));
        OtherId = truth.Identifies("OX" + Digits(7));
        Birth = $"19{40 + random.Next(50)}0{1 + random.Next(9)}{10 + random.Next(18)}";
        Registration = truth.Identifies(Number(Birth, random));
        Phone = truth.Identifies($"010-{1000 + random.Next(9000)}-{1000 + random.Next(9000)}");
        Street = truth.Identifies($"{Word(3)} Demo Street {10 + random.Next(90)}");
        KoreanStreet = truth.Identifies($"데모시 시험로 {100 + random.Next(900)}번길");
        Hospital = truth.Identifies($"Demo Hospital {Word(3).ToUpperInvariant()}");
        KoreanHospital = truth.Identifies($"데모{Hangul[(given + 3) % Hangul.Length]}병원");
        Doctor = truth.Identifies("Doc" + Word(3));
        Operator = truth.Identifies("Tech" + Word(3));
        Station = truth.Identifies("ST" + Word(2).ToUpperInvariant() + Digits(2));
        Serial = truth.Identifies("SN" + Digits(8));
        Accession = truth.Identifies("AC" + Digits(9));
        StudyId = truth.Identifies("SX" + Digits(5));
        Order = truth.Identifies("OR" + Digits(8));
        Ae = truth.Identifies("AE" + Word(3).ToUpperInvariant());
        Mail = truth.Identifies($"{Word(3)}@demo.example");
        Root = $"1.2.826.0.1.3680043.8.498.{random.Next(100000, 999999)}.{number + 1}";
        Day = new DateOnly(2024, 1, 1).AddDays(random.Next(700));
    }

    public string Family { get; }
    public string Given { get; }
    public string HangulGiven { get; }
    public string HanjaGiven { get; }
    public string Id { get; }
    public string OtherId { get; }
    public string Birth { get; }
    public string Registration { get; }
    public string Phone { get; }
    public string Street { get; }
    public string KoreanStreet { get; }
    public string Hospital { get; }
    public string KoreanHospital { get; }
    public string Doctor { get; }
    public string Operator { get; }
    public string Station { get; }
    public string Serial { get; }
    public string Accession { get; }
    public string StudyId { get; }
    public string Order { get; }
    public string Ae { get; }
    public string Mail { get; }
    public string Root { get; }
    public DateOnly Day { get; }

    public string Latin => $"{Family}^{Given}";

    public string Name => $"{Latin}=洪^{HanjaGiven}=홍^{HangulGiven}";

    public string Date => Day.ToString("yyyyMMdd");

    private static string Number(string birth, Random random)
    {
        var digits = $"{birth[2..]}{1 + random.Next(2)}{random.Next(10000, 99999)}";
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += (digits[i] - '0') * Weights[i];
        return $"{digits[..6]}-{digits[6..]}{(11 - sum % 11) % 10}";
    }
}
