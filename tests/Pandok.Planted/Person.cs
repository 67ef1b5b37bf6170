namespace Pandok.Planted;

/// <summary>An artificial patient with an artificial place and staff; what is taken from it to be planted is written down as planted. Names begin with DEMO or are the textbook's; the rest is drawn by the seed.</summary>
internal sealed class Person
{
    private static readonly string[] Syllables = ["ka", "lo", "mi", "nu", "pe", "ri", "so", "ta", "vu", "wy", "xo", "za"];
    private static readonly string[] Hangul = ["길동", "길순", "갑돌", "갑순", "을동", "병순"];
    private static readonly string[] Hanja = ["吉洞", "吉順", "甲乭", "甲順", "乙洞", "丙順"];
    private static readonly int[] Weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

    private readonly Truth truth;
    private readonly string family, given, hangulGiven, hanjaGiven, id, otherId, registration, phone, street, koreanStreet, hospital, koreanHospital, doctor, technician, station, serial, accession, studyId, order, ae, mail;

    public Person(Random random, Truth truth, int number)
    {
        this.truth = truth;
        string Word(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Syllables[random.Next(Syllables.Length)]));
        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
        var pick = (number * 2 + random.Next(2)) % Hangul.Length;
        family = "Demo" + Word(2);
        given = "Pat" + Word(2);
        hangulGiven = Hangul[pick];
        hanjaGiven = Hanja[pick];
        id = "PX" + Digits(7);
        otherId = "OX" + Digits(7);
        Birth = $"19{40 + random.Next(50)}0{1 + random.Next(9)}{10 + random.Next(18)}";
        registration = Number(Birth, random);
        phone = $"010-{1000 + random.Next(9000)}-{1000 + random.Next(9000)}";
        street = $"{Word(3)} Demo Street {10 + random.Next(90)}";
        koreanStreet = $"데모시 시험로 {100 + random.Next(900)}번길";
        hospital = $"Demo Hospital {Word(3).ToUpperInvariant()}";
        koreanHospital = $"데모{Hangul[(pick + 3) % Hangul.Length]}병원";
        doctor = "Doc" + Word(3);
        technician = "Tech" + Word(3);
        station = "ST" + Word(2).ToUpperInvariant() + Digits(2);
        serial = "SN" + Digits(8);
        accession = "AC" + Digits(9);
        studyId = "SX" + Digits(5);
        order = "OR" + Digits(8);
        ae = "AE" + Word(3).ToUpperInvariant();
        mail = $"{Word(3)}@demo.example";
        Root = $"1.2.826.0.1.3680043.8.498.{random.Next(100000, 999999)}.{number + 1}";
        Day = new DateOnly(2024, 1, 1).AddDays(random.Next(700));
    }

    public string Family => truth.Identifies(family);
    public string Given => truth.Identifies(given);
    public string HangulGiven => truth.Identifies(hangulGiven);
    public string HanjaGiven => truth.Identifies(hanjaGiven);
    public string Id => truth.Identifies(id);
    public string OtherId => truth.Identifies(otherId);
    public string Birth { get; }
    public string Registration => truth.Identifies(registration);
    public string Phone => truth.Identifies(phone);
    public string Street => truth.Identifies(street);
    public string KoreanStreet => truth.Identifies(koreanStreet);
    public string Hospital => truth.Identifies(hospital);
    public string KoreanHospital => truth.Identifies(koreanHospital);
    public string Doctor => truth.Identifies(doctor);
    public string Operator => truth.Identifies(technician);
    public string Station => truth.Identifies(station);
    public string Serial => truth.Identifies(serial);
    public string Accession => truth.Identifies(accession);
    public string StudyId => truth.Identifies(studyId);
    public string Order => truth.Identifies(order);
    public string Ae => truth.Identifies(ae);
    public string Mail => truth.Identifies(mail);
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
